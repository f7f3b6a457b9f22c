import { Module } from '@nestjs/common';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { ChangeInterestHandler, ExpressInterestHandler } from './interest.commands.js';
import { KeepInterestsHandler } from './interest-upkeep.commands.js';
import { InterestsController } from './interests.controller.js';
import { EndNdaHandler, ProposeNdaHandler, SignNdaHandler } from './nda.commands.js';
import { EndNdaInTimeHandler, SettleNdaFileHandler } from './nda-upkeep.commands.js';
import { NdasController } from './ndas.controller.js';
import { SigningAuthoritiesController } from './signing-authorities.controller.js';
import { GrantSigningAuthorityHandler, RevokeSigningAuthorityHandler } from './signing-authority.commands.js';

@Module({
  controllers: [InterestsController, NdasController, SigningAuthoritiesController],
  providers: [
    ResponseTimes, ExpressInterestHandler, ChangeInterestHandler, KeepInterestsHandler, ProposeNdaHandler, SignNdaHandler, EndNdaHandler, EndNdaInTimeHandler, SettleNdaFileHandler,
    GrantSigningAuthorityHandler, RevokeSigningAuthorityHandler,
  ],
})
export class NegotiationModule {}
