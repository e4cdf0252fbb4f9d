package io.pinpipe.testkit;

import java.util.Set;

class InMemoryContractTest extends PublisherContract {

    @Override
    protected ContractHarness harness() {
        return InMemoryHarness.inVirtualTime();
    }

    @Override
    protected Set<String> excused() {
        return Set.of(
                "sixteenThreadsLoseNothingAndDoubleNothing",
                "sendersWaitForRoomInOrderOfArrival",
                "anInterruptEndsTheWaitAndTheThreadKeepsItsFlag",
                "closeWakesWhoWaitsForRoom",
                "aSendFromAListenerNeverWaits",
                "closeFromAListenerReturnsAndThePublisherCloses",
                "closeReturnsInTimeWhileACallbackBlocks",
                "anInterruptCutsCloseShortAndTheThreadKeepsItsFlag",
                "anInterruptedCloseLeavesNoEmptyRecord",
                "noThreadIsLeftAfterClose",
                "headersAreRefusedWhereTheWireHasNone",
                "headersAreDroppedWhereThePublisherMay",
                "aValueThatTheWireCannotCarryIsRefusedBeforeItIsSent",
                "noSecretIsShown");
    }
}
