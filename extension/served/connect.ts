import '../ui/pages.css';

document.body.textContent = 'Pagekeep';
