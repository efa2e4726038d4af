import { foldSpace, stripInvisible } from './strip-invisible.ts';

/** Marks by which programs that talk to language models tell who speaks; in an article they stand only where it is about them, or where it plays at being one. */
const STRUCTURE = [
  /<\|?(?:im_start|im_end|start_header_id|endoftext|system|assistant)\|?>/,
  /\[\/?inst\]|<<\/?sys>>/,
  /(?:^|\n)\s*#{0,4}\s*(?:system|developer) ?(?:prompt|message|note)?\s*:/,
  /"role"\s*:\s*"(?:system|developer)"/,
  /<\/?\s*(?:untrusted-web-content|function_calls?|tool_calls?|system[-_]?(?:prompt|message|reminder))\b/,
  /\b(?:forget_url|clear_temp_memory|unblock_domain|crawl_and_remember|deep_crawl_and_store)\b/,
] as const;

/** "Ignore what you were told", as it is said in the languages such pages have been seen in, and a few words to an assistant. */
const PHRASES = [
  /\b(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|all|your|system)\b.{0,20}\b(?:instructions?|prompts?|rules|directions|guidelines)\b/,
  /\b(?:do not|don't|never) (?:tell|inform|mention (?:this|it) to|reveal (?:this|it) to) (?:the|your) (?:user|human)\b/,
  /\b(?:if you are|as) an? (?:ai|llm|language model|assistant|agent)\b.{0,40}\b(?:must|should|please|now|instead|visit|call|send|reply|respond)\b/,
  /\b(?:you are now|from now on,? you (?:are|will|must)|new instructions?:|system override)\b/,
  /\bignorier\w*\b.{0,30}\b(?:anweisung|instruktion|vorgabe)/,
  /\bignore[zr]?\b.{0,30}\b(?:instructions?|consignes) (?:précédentes|ci-dessus|antérieures)/,
  /\b(?:ignora|ignore|olvida|omite)\b.{0,30}\b(?:instrucciones|instruções|istruzioni)\b/,
  /\bnegeer\b.{0,30}\binstructies\b/,
  /\bzignoruj\b.{0,30}\b(?:instrukcje|polecenia)/,
  /(?:игнорируй|проигнорируй|забудь)\S*.{0,30}(?:инструкци|указани)/,
  /önceki.{0,20}talimat.{0,20}(?:yok say|unut|dikkate alma)/,
  /تجاهل.{0,30}(?:التعليمات|الأوامر)/,
  /पिछले.{0,20}निर्देश.{0,20}(?:अनदेखा|नज़रअंदाज़|भूल)/,
  /(?:忽略|无视|無視).{0,12}(?:指令|指示|说明|說明|提示)/,
  /(?:以前|これまで|上記|前).{0,10}(?:指示|命令|プロンプト).{0,6}無視/,
  /이전.{0,10}(?:지시|명령|프롬프트).{0,6}무시/,
] as const;

const MOST_CHARACTERS = 50_000;

/** Whether a text speaks to a program that reads it rather than to a person. It is a hint, for and against: such words can be quoted, and others be found. */
export function isInstructionLike(text: string): boolean {
  const plain = stripInvisible(text.slice(0, MOST_CHARACTERS)).normalize('NFKC').toLowerCase();
  if (STRUCTURE.some((mark) => mark.test(plain))) return true;
  const line = foldSpace(plain);
  return PHRASES.some((phrase) => phrase.test(line));
}
