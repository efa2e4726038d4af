import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { answerMessage } from '../background/answer-message.ts';
import { addMenu, runEntry } from '../background/context-menu.ts';
import { deliverWaiting, OUTBOX_ALARM } from '../background/deliver-waiting.ts';
import { noteNewSession } from '../background/end-session.ts';
import { lookAfterSite } from '../background/look-after-site.ts';
import { answerAddressBar } from '../background/omnibox.ts';
import { acceptCapturePort } from '../background/read-page.ts';
import { runCommand } from '../background/run-command.ts';
import { writeTabRecord } from '../background/tab-record.ts';
import { findConnectPage, watchConnectPage } from '../background/watch-connect-page.ts';
import { SITE_ALARM } from '../site/site-alarm.ts';

// Every listener is added before the first await: a browser that wakes the background hands the event only to those.
export default defineBackground(() => {
  // oxlint-disable-next-line typescript/no-misused-promises -- the polyfill sends what the promise brings
  browser.runtime.onMessage.addListener(answerMessage);
  browser.runtime.onConnect.addListener(acceptCapturePort);
  browser.runtime.onInstalled.addListener(() => void addMenu());
  browser.runtime.onStartup.addListener(() => void noteNewSession().then(() => deliverWaiting()));
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === OUTBOX_ALARM) void deliverWaiting();
    if (alarm.name === SITE_ALARM) void lookAfterSite();
  });
  browser.commands.onCommand.addListener(runCommand);
  browser.contextMenus.onClicked.addListener(runEntry);
  answerAddressBar();
  browser.tabs.onUpdated.addListener((tabId, change) => void watchConnectPage(tabId, change.url));
  browser.tabs.onRemoved.addListener((tabId) => void writeTabRecord(tabId, null));
  void deliverWaiting();
  void findConnectPage();
});
