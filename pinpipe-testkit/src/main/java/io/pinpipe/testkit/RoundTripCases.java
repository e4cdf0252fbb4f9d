package io.pinpipe.testkit;

import static io.pinpipe.testkit.ContractRun.geo;
import static io.pinpipe.testkit.ContractRun.json;
import static io.pinpipe.testkit.ContractRun.pin;
import static io.pinpipe.testkit.ContractRun.sendPins;
import static io.pinpipe.testkit.ContractRun.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.PublishException;
import io.pinpipe.PublishListener;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Every event arrives unchanged at its destination, and is reported once. */
interface RoundTripCases extends ContractCases {

    @Test
    default void anEventIsStoredOnceAndItsReceiptNamesWhere() {
        Receipt receipt = run().receipt(run().open().send(pin(7528)));

        assertThat(receipt.destination()).isEqualTo(run().harness.destination(Kind.PIN));
        assertThat(receipt.position()).isNotNull();
        assertThat(receipt.maybeDuplicated()).isFalse();
        assertThat(run().heldPins()).hasSize(1);
    }

    @Test
    default void whatArrivesIsTheCanonicalJsonOfWhatWasSent() {
        run().receipt(run().open().send(geo(3)));

        assertThat(run().service.held(run().harness.destination(Kind.GEO)))
                .extracting(FakeService.Held::json)
                .containsExactly(json(geo(3)));
    }

    @Test
    default void unicodeQuotesBackslashesAndNewlinesArriveAsTheyWereSent() {
        arrivesAsSent(pin(1, "Crème \"brûlée\" \\ 東京\u00a0…\n\t\u0001 \u2028 end"));
    }

    @Test
    default void emojiOfFourBytesArriveAsTheyWereSent() {
        arrivesAsSent(pin(1, "🤍 heart 👩‍👩‍👧‍👦 family"));
    }

    @Test
    default void nullTextsArriveAsNulls() {
        arrivesAsSent(new Pin(1, "id", null, null, null, null, null, null, null, 0, null, null));
    }

    @Test
    default void theThreeKindsReachTheirThreeDestinations() {
        Publisher publisher = run().open();
        for (PostEvent event : List.of(pin(1), geo(1), user(1))) {
            assertThat(run().receipt(publisher.send(event)).destination())
                    .isEqualTo(run().harness.destination(event.kind()));
        }

        for (Kind kind : Kind.values()) {
            assertThat(run().service.held(run().harness.destination(kind))).hasSize(1);
        }
    }

    @Test
    default void aPostSendsThePartsThatAreThere() {
        Post withoutGeo = new Post(5, pin(5), null, user(5));

        List<Receipt> receipts = run().receipts(run().open().send(withoutGeo));

        assertThat(receipts)
                .extracting(Receipt::destination)
                .containsExactly(
                        run().harness.destination(Kind.PIN), run().harness.destination(Kind.USER));
    }

    @Test
    default void theKeyOnTheWireIsTheIndex() {
        run().receipt(run().open().send(pin(7528)));

        assertThat(run().heldPins()).extracting(FakeService.Held::key).containsExactly("7528");
    }

    @Test
    default void eachPositionIsNamedOnce() {
        List<Receipt> receipts = run().receipts(sendPins(run().open(), 100));

        assertThat(receipts)
                .extracting(receipt -> receipt.partition() + "/" + receipt.position())
                .doesNotHaveDuplicates();
    }

    @Test
    default void thousandsOfEventsArriveOnceEach() {
        run().receipts(sendPins(run().open(), 5_000));

        assertThat(run().heldPins())
                .extracting(FakeService.Held::key)
                .hasSize(5_000)
                .doesNotHaveDuplicates();
    }

    @Test
    default void theListenerReceivesEachEventOnce() {
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger delivered = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        PublishListener counting = new PublishListener() {
            @Override
            public void accepted(String destination, int bytes, Duration waited) {
                accepted.incrementAndGet();
            }

            @Override
            public void delivered(Receipt receipt) {
                delivered.incrementAndGet();
            }

            @Override
            public void failed(String destination, PublishException failure) {
                failed.incrementAndGet();
            }
        };
        run().service
                .script(new Fault.RefuseAll(
                        run().harness.fatalReasons().iterator().next()));
        Publisher publisher = run().open(counting);
        run().failure(publisher.send(pin(0)));

        run().receipts(sendPins(publisher, 10));

        assertThat(List.of(accepted.get(), delivered.get(), failed.get())).containsExactly(11, 10, 1);
    }

    @Test
    default void aListenerThatThrowsChangesNothing() {
        Publisher publisher = run().open(new PublishListener() {
            @Override
            public void accepted(String destination, int bytes, Duration waited) {
                throw new IllegalStateException("a fault of the listener");
            }

            @Override
            public void delivered(Receipt receipt) {
                throw new NoClassDefFoundError("a fault of the listener's build");
            }
        });

        run().receipts(sendPins(publisher, 3));

        assertThat(run().heldPins()).hasSize(3);
    }

    @Test
    default void anEventThatCannotBeEncodedFailsInvalid() {
        run().needs(Subject.POSTS);
        PublishException failure = run().failure(run().open().send(pin(9, "a lone surrogate \ud83e")));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure).hasMessageContaining("title").hasMessageContaining("9");
    }

    @Test
    @SuppressWarnings("NullAway") // the case is about the null
    default void sendingNullThrowsAtOnce() {
        Publisher publisher = run().open();

        assertThatThrownBy(() -> publisher.send((PostEvent) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    default void cancellingAFutureChangesNeitherTheDeliveryNorTheCounts() {
        Publisher publisher = run().open();
        CompletableFuture<Receipt> cancelled = publisher.send(pin(1));
        cancelled.cancel(true);

        run().await(publisher.flush());

        assertThat(run().heldPins()).extracting(FakeService.Held::key).containsExactly("1");
    }

    @Test
    default void sixteenThreadsLoseNothingAndDoubleNothing() throws InterruptedException {
        run().needs(Ability.THREADS);
        int threads = 16;
        int each = 10_000;
        Publisher publisher = run().open();
        AtomicInteger delivered = new AtomicInteger();
        Thread[] senders = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            long first = (long) t * each;
            senders[t] = new Thread(() -> {
                for (long i = first; i < first + each; i++) {
                    publisher.send(user(i)).thenRun(delivered::incrementAndGet);
                }
            });
            senders[t].start();
        }
        for (Thread sender : senders) {
            sender.join();
        }
        run().await(publisher.flush());

        assertThat(delivered).hasValue(threads * each);
        assertThat(run().service.held(run().harness.destination(Kind.USER)))
                .extracting(FakeService.Held::key)
                .hasSize(threads * each)
                .doesNotHaveDuplicates();
    }

    private void arrivesAsSent(Pin pin) {
        run().receipt(run().open().send(pin));

        assertThat(run().heldPins()).extracting(FakeService.Held::json).containsExactly(json(pin));
    }
}
