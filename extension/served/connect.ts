import { DEFAULT_PORT } from '../../shared/contract/version.ts';

document.body.textContent = `Pagekeep, at port ${location.port || DEFAULT_PORT}`;
