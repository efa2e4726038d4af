import { InferenceSession } from 'onnxruntime-node';
export const made = InferenceSession;
