import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from './problems.js';

/** A whole number in a path, such as a year. What is none names nothing that is here. */
@Injectable()
export class PathNumber implements PipeTransform<string, number> {
  transform(value: string): number {
    if (!/^\d{1,9}$/.test(value)) throw notFound();
    return Number(value);
  }
}
