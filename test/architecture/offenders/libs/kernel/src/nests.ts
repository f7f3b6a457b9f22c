import { Injectable } from '@nestjs/common';
export const nests = Injectable;
