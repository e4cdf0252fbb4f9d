package io.pinpipe.testkit;

import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A program that sends 100 events and exits in various ways without closing its publisher. */
final class LeavingProcess {

    static final int EVENTS = 100;

    enum Way {
        RETURNS,
        EXITS,
        WAITS_TO_BE_STOPPED,
        LOSES_ITS_PUBLISHER
    }

    private LeavingProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        Way way = Way.valueOf(arguments[0]);
        boolean closeAtExit = Boolean.parseBoolean(arguments[1]);
        send(closeAtExit);
        switch (way) {
            case RETURNS -> {}
            case EXITS -> System.exit(0);
            case WAITS_TO_BE_STOPPED -> {
                System.out.println("sent");
                new CountDownLatch(1).await();
            }
            case LOSES_ITS_PUBLISHER -> collectGarbage();
        }
    }

    /** Lingers so long that only a close sends the accepted events. */
    private static void send(boolean closeAtExit) {
        InMemoryPublisher publisher = InMemoryPublisher.builder()
                .userId("u")
                .linger(Duration.ofMinutes(1))
                .closeAtExit(closeAtExit)
                .wrap(printing())
                .build();
        ContractRun.sendPins(publisher, EVENTS);
    }

    private static UnaryOperator<BatchTransport> printing() {
        return inner -> new BatchTransport() {
            @Override
            public CompletionStage<List<Outcome>> attempt(Batch batch) {
                System.out.printf(Locale.ROOT, "stored %d%n", batch.messages().size());
                return inner.attempt(batch);
            }

            @Override
            public void close() {
                inner.close();
            }
        };
    }

    private static void collectGarbage() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            System.gc();
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
    }
}
