import { Module } from '@nestjs/common';
import { ResponseTimes } from '@hewu/rules/src/response-times.js';
import { AbandonContractHandler, CompleteTransferHandler, DraftContractHandler, RecordPaymentHandler, RegisterContractHandler, SignContractHandler } from './contract.commands.js';
import { ContractDraftsController } from './contract-drafts.controller.js';
import { ContractsController } from './contracts.controller.js';
import { TakeListedPriceHandler } from './listed-price.commands.js';
import { AcceptOfferHandler, LeaveNegotiationHandler, MakeOfferHandler, OpenNegotiationHandler } from './negotiation.commands.js';
import { CloseNoticeHandler, HideNoticesHandler, MarkOverdueHandler, RecountNoticesHandler, VoidNoticeHandler } from './notice-upkeep.commands.js';
import { DecideObjectionHandler, OpenPriceNoticeHandler, RaiseObjectionHandler } from './price-notice.commands.js';
import { PriceNoticesController } from './price-notices.controller.js';
import { AddRoomFileHandler, RemoveRoomFileHandler, SettleRoomFileHandler } from './room-files.commands.js';
import { FormerTalks } from './former-talks.js';
import { RoomGate } from './room-gate.js';
import { Rooms } from './room.reading.js';
import { MarkResponseHandler, SettleRoomsHandler } from './room-upkeep.commands.js';
import { RoomsController } from './rooms.controller.js';
import { TransfersController } from './transfers.controller.js';
import { FinishTransferStepHandler } from './unfinished.commands.js';
import { OpenWonTransferHandler, RecordDefaultHandler, WithdrawSaleHandler } from './won.commands.js';
import { WonTransfersController } from './won-transfers.controller.js';

@Module({
  controllers: [RoomsController, ContractDraftsController, TransfersController, WonTransfersController, PriceNoticesController, ContractsController],
  providers: [
    ResponseTimes, FormerTalks, RoomGate, Rooms, AddRoomFileHandler, RemoveRoomFileHandler, SettleRoomFileHandler, SettleRoomsHandler, MarkResponseHandler,
    OpenNegotiationHandler, MakeOfferHandler, AcceptOfferHandler, TakeListedPriceHandler, LeaveNegotiationHandler,
    OpenPriceNoticeHandler, RaiseObjectionHandler, DecideObjectionHandler,
    CloseNoticeHandler, MarkOverdueHandler, VoidNoticeHandler, RecountNoticesHandler, HideNoticesHandler,
    DraftContractHandler, SignContractHandler, AbandonContractHandler, RegisterContractHandler, RecordPaymentHandler, CompleteTransferHandler,
    FinishTransferStepHandler,
    OpenWonTransferHandler, RecordDefaultHandler, WithdrawSaleHandler,
  ],
})
export class TransfersModule {}
