/*
 * The adapter of the reference host, which it starts in this process:
 *
 *     node --import tsx conformance/cli.ts --adapter conformance/adapters/reference.mjs
 */
import {ReferenceHost} from './reference-host.ts';

const reference = new ReferenceHost();

export const start = () => reference.start();
export const stop = () => reference.stop();

export const recipient = (options) => reference.recipient(options);
export const inbound = (message) => reference.inbound(message);
export const receipt = (report) => reference.receipt(report);
export const earlyReceipt = (address) => reference.earlyReceipt(address);
export const handedOver = (address) => reference.handedOver(address);
export const campaign = (message) => reference.campaign(message);
export const removeConversation = (id) => reference.removeConversation(id);

export const secondAgent = () => reference.secondAgent();
export const otherAccount = () => reference.otherAccount();
export const expiringToken = (seconds) => reference.expiringToken(seconds);
export const revocableAgent = () => reference.revocableAgent();
export const rateLimited = () => reference.rateLimited();

export const trimLog = () => reference.trimLog();
export const restart = () => reference.restart();
export const backup = () => reference.backup();
export const outage = () => reference.outage();
