package io.pinpipe.testkit;

import static io.pinpipe.testkit.ContractRun.pin;
import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Events with the same key keep their order, retries included; other keys need not wait for them. */
interface OrderCases extends ContractCases {

    @Test
    default void eventsOfOneIndexArriveInTheOrderTheyWereSent() {
        Publisher publisher = run().open();

        run().receipts(sendTitles(publisher, 7, 50));

        assertThat(run().heldTitles()).containsExactlyElementsOf(titles(50));
    }

    @Test
    default void eventsOfOneIndexArriveInOrderAlthoughSomeAreRefused() {
        run().needs(Ability.RETRIES);
        for (int i = 0; i < 20; i++) {
            run().service.script(new Fault.RefuseAll(Reason.THROTTLED), new Fault.None());
        }
        Publisher publisher = run().open();

        run().receipts(sendTitles(publisher, 7, 20));

        assertThat(run().heldTitles()).containsExactlyElementsOf(titles(20));
    }

    @Test
    default void callbacksOfOneIndexRunInOrder() {
        Publisher publisher = run().open();
        List<String> heard = new ArrayList<>();
        for (String title : titles(50)) {
            publisher.send(pin(7, title)).thenRun(() -> heard.add(title));
        }
        run().await(publisher.flush());

        assertThat(heard).containsExactlyElementsOf(titles(50));
    }

    @Test
    default void otherIndexesOvertakeOneThatIsRefused() {
        run().needs(Ability.BATCHES, Ability.PARTIAL_ANSWERS, Ability.RETRIES, Ability.VIRTUAL_TIME);
        run().service.script(new Fault.RefuseSome(Reason.THROTTLED, List.of(0)));
        Publisher publisher = run().open("backoff", "1h", "backoffMax", "1h", "deliveryTimeout", "9h", "linger", "0ms");
        CompletableFuture<Receipt> refused = publisher.send(pin(1));
        run().settleNow();
        List<CompletableFuture<Receipt>> others = new ArrayList<>();
        for (int i = 2; i < 50; i++) {
            others.add(publisher.send(pin(i)));
        }
        run().settleNow();

        assertThat(others).allMatch(CompletableFuture::isDone);
        assertThat(refused).isNotDone();
        run().receipt(refused);
    }

    @Test
    default void aRequestHoldsAtMostOneEventOfAnIndex() {
        run().needs(Ability.BATCHES);
        Publisher publisher = run().open("linger", "20ms");

        run().receipts(sendTitles(publisher, 7, 10));

        assertThat(run().service.requests()).hasSize(10).allMatch(request -> request.records() == 1);
    }

    @Test
    default void withoutOrderEventsOfOneIndexShareARequest() {
        run().needs(Ability.BATCHES, Ability.UNORDERED);
        Publisher publisher =
                run().open("ordering", "none", "linger", "1h", "deliveryTimeout", "2h", "batchRecords", "10");

        run().receipts(sendTitles(publisher, 7, 10));

        assertThat(run().service.requests())
                .extracting(FakeService.Request::records)
                .containsExactly(10);
    }

    @Test
    default void aFailedEventLetsTheNextOfItsIndexGo() {
        run().service
                .script(new Fault.RefuseAll(
                        run().harness.fatalReasons().iterator().next()));
        Publisher publisher = run().open("linger", "0ms");
        CompletableFuture<Receipt> first = publisher.send(pin(7, "first"));
        run().failure(first);

        run().receipt(publisher.send(pin(7, "second")));

        assertThat(run().heldTitles()).containsExactly("second");
    }

    @Test
    default void manyIndexesKeepTheirOrdersAtOnce() {
        Publisher publisher = run().open();
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (int round = 0; round < 10; round++) {
            for (int index = 0; index < 40; index++) {
                futures.add(publisher.send(pin(index, index + "." + round)));
            }
        }
        run().receipts(futures);

        for (int index = 0; index < 40; index++) {
            String prefix = index + ".";
            assertThat(run().heldTitles().stream().filter(title -> title.startsWith(prefix)))
                    .containsExactlyElementsOf(IntStream.range(0, 10)
                            .mapToObj(round -> prefix + round)
                            .toList());
        }
    }

    @Test
    default void anEventThatWasRefusedGoesBeforeThoseSentLater() {
        run().needs(Ability.RETRIES);
        run().service.script(new Fault.RefuseAll(Reason.THROTTLED));
        Publisher publisher =
                run().open("requestsInFlight", "1", "batchRecords", "1", "backoff", "0ms", "linger", "0ms");

        run().receipts(ContractRun.sendPins(publisher, 40));

        assertThat(run().heldTitles().indexOf("pin 0")).isLessThan(20);
    }

    private List<CompletableFuture<Receipt>> sendTitles(Publisher publisher, long index, int count) {
        return titles(count).stream()
                .map(title -> publisher.send(pin(index, title)))
                .toList();
    }

    private static List<String> titles(int count) {
        return IntStream.range(0, count).mapToObj(i -> "event " + i).toList();
    }
}
