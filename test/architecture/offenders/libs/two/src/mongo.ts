import mongoose from 'mongoose';
export const db = mongoose;
