package io.pinpipe.testkit;

import static io.pinpipe.testkit.ContractRun.pin;
import static io.pinpipe.testkit.ContractRun.sendPins;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Memory is bounded; sends that find no space wait in order or fail, and nothing is dropped. */
interface BufferCases extends ContractCases {

    /** Space for one small event but not two: an event is charged 512 bytes beyond its own. */
    String ROOM_FOR_ONE = "1000";

    @Test
    default void aFullBufferFailsTheSendAtOnceWhenItMayNotWait() {
        run().service.otherwise(new Fault.Hold());
        Publisher publisher = run().open("bufferBytes", ROOM_FOR_ONE, "bufferWait", "0ms", "linger", "0ms");
        CompletableFuture<Receipt> first = publisher.send(pin(1));

        assertThat(run().failure(publisher.send(pin(2))).reason()).isEqualTo(Reason.BUFFER_FULL);
        run().releaseOnceRequested(1);
        run().receipt(first);

        assertThat(run().heldPins()).extracting(FakeService.Held::key).containsExactly("1");
    }

    @Test
    default void aSendWaitsForRoomNoLongerThanItMay() {
        run().service.otherwise(new Fault.Hold());
        Publisher publisher = run().open("bufferBytes", ROOM_FOR_ONE, "bufferWait", "100ms");
        publisher.send(pin(1));

        assertThat(run().failure(publisher.send(pin(2))).reason()).isEqualTo(Reason.BUFFER_FULL);
    }

    @Test
    default void manyTimesTheBufferGoesThroughIt() {
        List<CompletableFuture<Receipt>> futures = sendPins(run().open("bufferBytes", "20000", "linger", "0ms"), 1_000);

        run().receipts(futures);

        assertThat(run().heldPins()).hasSize(1_000);
    }

    @Test
    default void anEventLargerThanTheBufferGoesAlone() {
        run().receipts(sendPins(run().open("bufferBytes", "1", "linger", "0ms"), 3));

        assertThat(run().heldPins()).hasSize(3);
    }

    @Test
    default void sendersWaitForRoomInOrderOfArrival() throws InterruptedException {
        run().needs(Ability.THREADS);
        run().service.otherwise(new Fault.Hold());
        Publisher publisher = run().open("bufferBytes", ROOM_FOR_ONE, "linger", "0ms");
        publisher.send(pin(0));
        List<Thread> senders = new ArrayList<>();
        for (long i = 1; i <= 4; i++) {
            long index = i;
            Thread sender = new Thread(() -> publisher.send(pin(index)));
            sender.start();
            ContractRun.awaitBlocked(sender);
            senders.add(sender);
        }
        for (int request = 1; request <= 5; request++) {
            run().releaseOnceRequested(request);
        }
        for (Thread sender : senders) {
            sender.join();
        }
        run().await(publisher.flush());

        assertThat(run().heldTitles()).containsExactly("pin 0", "pin 1", "pin 2", "pin 3", "pin 4");
    }

    @Test
    default void anInterruptEndsTheWaitAndTheThreadKeepsItsFlag() throws InterruptedException {
        run().needs(Ability.THREADS);
        run().service.otherwise(new Fault.Hold());
        Publisher publisher = run().open("bufferBytes", ROOM_FOR_ONE);
        publisher.send(pin(1));
        List<CompletableFuture<Receipt>> second = Collections.synchronizedList(new ArrayList<>());
        AtomicBoolean flag = new AtomicBoolean();
        Thread sender = new Thread(() -> {
            second.add(publisher.send(pin(2)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        sender.start();
        ContractRun.awaitBlocked(sender);
        sender.interrupt();
        sender.join();

        assertThat(run().failure(second.get(0)).reason()).isEqualTo(Reason.BUFFER_FULL);
        assertThat(flag).isTrue();
    }

    @Test
    default void closeWakesWhoWaitsForRoom() throws InterruptedException {
        run().needs(Ability.THREADS);
        run().service.otherwise(new Fault.Hold());
        Publisher publisher = run().open("bufferBytes", ROOM_FOR_ONE, "closeTimeout", "0ms");
        publisher.send(pin(1));
        List<CompletableFuture<Receipt>> second = Collections.synchronizedList(new ArrayList<>());
        Thread sender = new Thread(() -> second.add(publisher.send(pin(2))));
        sender.start();
        ContractRun.awaitBlocked(sender);
        publisher.close();
        sender.join();

        assertThat(run().failure(second.get(0)).reason()).isEqualTo(Reason.CLOSED);
    }

    @Test
    default void aSendFromACallbackIsDelivered() {
        Publisher publisher = run().open();
        CompletableFuture<Receipt> second = publisher.send(pin(1)).thenCompose(receipt -> publisher.send(pin(2)));

        run().receipt(second);

        assertThat(run().heldPins()).extracting(FakeService.Held::key).containsExactly("1", "2");
    }

    @Test
    default void aSendFromACallbackNeverWaits() {
        run().service.script(new Fault.Hold(), new Fault.Hold());
        Publisher publisher = run().open("bufferBytes", ROOM_FOR_ONE, "linger", "0ms");
        List<CompletableFuture<Receipt>> fromCallback = new ArrayList<>();
        CompletableFuture<Void> called = publisher.send(pin(1)).thenAccept(receipt -> {
            fromCallback.add(publisher.send(pin(2)));
            fromCallback.add(publisher.send(pin(3)));
        });
        run().releaseOnceRequested(1);
        run().await(called);

        assertThat(run().failure(fromCallback.get(1)).reason()).isEqualTo(Reason.BUFFER_FULL);
        run().releaseOnceRequested(2);
        run().receipt(fromCallback.get(0));
    }

    @Test
    default void aSendFromAListenerNeverWaits() {
        run().needs(Ability.THREADS);
        run().service.script(new Fault.Hold());
        CompletableFuture<Publisher> publisher = new CompletableFuture<>();
        CompletableFuture<CompletableFuture<Receipt>> fromListener = new CompletableFuture<>();
        publisher.complete(run().open(
                        new PublishListener() {
                            @Override
                            public void accepted(String destination, int bytes, Duration waited) {
                                fromListener.complete(publisher.join().send(pin(2)));
                            }
                        },
                        "bufferBytes",
                        ROOM_FOR_ONE,
                        "bufferWait",
                        "1h",
                        "deliveryTimeout",
                        "2h",
                        "linger",
                        "0ms"));
        CompletableFuture<Void> sent =
                CompletableFuture.runAsync(() -> publisher.join().send(pin(1)));
        run().awaitSoon(fromListener);
        run().awaitSoon(sent);

        assertThat(run().failure(fromListener.join()).reason()).isEqualTo(Reason.BUFFER_FULL);
        run().releaseOnceRequested(1);
    }

    @Test
    default void aSendFromTheListenerOfARequestNeverWaits() {
        run().needs(Ability.RETRIES);
        run().service.script(new Fault.Hold(), new Fault.Hold());
        CompletableFuture<Publisher> publisher = new CompletableFuture<>();
        CompletableFuture<List<CompletableFuture<Receipt>>> fromListener = new CompletableFuture<>();
        publisher.complete(run().open(
                        new PublishListener() {
                            @Override
                            public void request(String destination, RequestResult result) {
                                if (!fromListener.isDone()) {
                                    Publisher open = publisher.join();
                                    fromListener.complete(List.of(open.send(pin(2)), open.send(pin(3))));
                                }
                            }
                        },
                        "bufferBytes",
                        ROOM_FOR_ONE,
                        "bufferWait",
                        "1h",
                        "deliveryTimeout",
                        "2h",
                        "linger",
                        "0ms"));
        publisher.join().send(pin(1));
        run().awaitRequests(1);
        CompletableFuture<Void> released = run().releaseAside();
        run().awaitSoon(fromListener);
        run().awaitSoon(released);

        assertThat(run().failure(fromListener.join().get(1)).reason()).isEqualTo(Reason.BUFFER_FULL);
        run().releaseOnceRequested(2);
        run().receipt(fromListener.join().get(0));
    }
}
