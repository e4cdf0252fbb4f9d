package io.pinpipe.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.Kind;
import io.pinpipe.Message;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Any record arrives as it was sent, with or without a key, and what a protocol cannot carry is refused before it is
 * sent.
 */
interface MessageCases extends ContractCases {

    @Test
    default void aMessageArrivesWithItsKeyAndValue() {
        run().needs(Ability.KEYS);
        Message message = message("customer-42", "{\"total\":19.9,\"note\":\"crème 🤍\"}");

        Receipt receipt = run().receipt(run().open().send(message));

        assertThat(receipt.destination()).isEqualTo(message.destination());
        assertThat(run().heldPins()).singleElement().satisfies(held -> {
            assertThat(held.key()).isEqualTo("customer-42");
            assertThat(held.json()).isEqualTo(new String(message.value(), UTF_8));
        });
    }

    @Test
    default void aMessageNamesADestinationOfItsOwn() {
        Message message = Message.of("orders-of-2026", "1", "{}".getBytes(UTF_8));

        Receipt receipt = run().receipt(run().open().send(message));

        assertThat(receipt.destination()).isEqualTo("orders-of-2026");
        assertThat(run().service.held("orders-of-2026")).hasSize(1);
    }

    @Test
    default void messagesOfOneTextKeyArriveInTheOrderTheyWereSent() {
        Publisher publisher = run().open();
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            futures.add(publisher.send(message("customer-42", number(i))));
        }

        run().receipts(futures);

        assertThat(run().heldPins()).extracting(FakeService.Held::json).containsExactlyElementsOf(numbers(50));
    }

    @Test
    default void messagesWithoutAKeyShareARequest() {
        run().needs(Ability.BATCHES);
        Publisher publisher = run().open("linger", "1h", "deliveryTimeout", "2h", "batchRecords", "10");
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(publisher.send(message(null, number(i))));
        }

        run().receipts(futures);

        assertThat(run().service.requests())
                .extracting(FakeService.Request::records)
                .containsExactly(10);
        assertThat(run().heldPins()).extracting(FakeService.Held::json).containsExactlyElementsOf(numbers(10));
    }

    @Test
    default void aMessageWithoutAKeyWaitsForNoOther() {
        run().needs(Ability.BATCHES, Ability.PARTIAL_ANSWERS, Ability.RETRIES, Ability.VIRTUAL_TIME);
        run().service.script(new Fault.RefuseSome(Reason.THROTTLED, List.of(0)));
        Publisher publisher = run().open("backoff", "1h", "backoffMax", "1h", "deliveryTimeout", "9h", "linger", "0ms");
        CompletableFuture<Receipt> refused = publisher.send(message(null, number(0)));
        run().settleNow();
        CompletableFuture<Receipt> next = publisher.send(message(null, number(1)));
        run().settleNow();

        assertThat(next).isDone();
        assertThat(refused).isNotDone();
        run().receipt(refused);
    }

    @Test
    default void thePartitionKeyIsWhatGoesOnTheWire() {
        run().needs(Ability.KEYS);
        Message message = Message.builder(destination())
                .key("customer-42")
                .partitionKey("north")
                .value("{}".getBytes(UTF_8))
                .build();

        run().receipt(run().open().send(message));

        assertThat(run().heldPins()).extracting(FakeService.Held::key).containsExactly("north");
    }

    @Test
    default void aFailureGivesBackTheMessageItself() {
        run().service
                .script(new Fault.RefuseAll(
                        run().harness.fatalReasons().iterator().next()));
        Message message = message("customer-42", "{}");

        PublishException failure = run().failure(run().open().send(message));

        assertThat(failure.failedMessage()).isSameAs(message);
        assertThat(failure).hasMessageContaining("customer-42").hasMessageContaining(destination());
    }

    @Test
    default void whatFailedCanBeSentAgain() {
        run().service
                .script(new Fault.RefuseAll(
                        run().harness.fatalReasons().iterator().next()));
        Publisher publisher = run().open();
        PublishException failure = run().failure(publisher.send(message("1", "{\"a\":1}")));
        Message failed = Objects.requireNonNull(failure.failedMessage());

        run().receipt(publisher.send(failed));

        assertThat(run().heldPins()).extracting(FakeService.Held::json).containsExactly("{\"a\":1}");
    }

    @Test
    default void headersArriveInTheirOrder() {
        run().needs(Ability.HEADERS);
        Message message = Message.builder(destination())
                .value("{}".getBytes(UTF_8))
                .header("hop", new byte[] {1})
                .header("trace", new byte[] {2, 3})
                .header("hop", new byte[] {4})
                .build();

        run().receipt(run().open().send(message));

        assertThat(run().heldPins()).singleElement().satisfies(held -> {
            assertThat(held.headers()).extracting(Message.Header::name).containsExactly("hop", "trace", "hop");
            assertThat(held.headers())
                    .extracting(Message.Header::value)
                    .containsExactly(new byte[] {1}, new byte[] {2, 3}, new byte[] {4});
        });
    }

    @Test
    default void headersAreRefusedWhereTheWireHasNone() {
        run().needsNot(Ability.HEADERS);

        PublishException failure = run().failure(run().open().send(withHeader()));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure).hasMessageContaining("headers").hasMessageContaining("dropHeaders");
        assertThat(run().service.requests()).isEmpty();
    }

    @Test
    default void headersAreDroppedWhereThePublisherMay() {
        run().needsNot(Ability.HEADERS);

        run().receipt(run().open("dropHeaders", "true").send(withHeader()));

        assertThat(run().heldPins()).hasSize(1);
    }

    @Test
    default void aValueThatTheWireCannotCarryIsRefusedBeforeItIsSent() {
        run().needsNot(Ability.BYTES);
        Message message = Message.of(destination(), "1", new byte[] {(byte) 0xff, '\n', 0});

        PublishException failure = run().failure(run().open().send(message));

        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure).hasMessageContaining("value");
        assertThat(run().service.requests()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // the case is about the null
    default void sendingANullMessageThrowsAtOnce() {
        Publisher publisher = run().open();

        assertThatThrownBy(() -> publisher.send((Message) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    default void keysThatLookAlikeKeepTheirOrdersApart() {
        run().needs(Ability.KEYS);
        Publisher publisher = run().open();
        List<CompletableFuture<Receipt>> futures = new ArrayList<>();
        List<String> keys = List.of("7", "07", "a7", "7.0");
        for (int round = 0; round < 10; round++) {
            for (String key : keys) {
                futures.add(publisher.send(message(key, "\"" + key + "." + round + "\"")));
            }
        }
        run().receipts(futures);

        for (String key : keys) {
            assertThat(run().heldPins().stream()
                            .filter(held -> key.equals(held.key()))
                            .map(FakeService.Held::json))
                    .containsExactlyElementsOf(IntStream.range(0, 10)
                            .mapToObj(round -> "\"" + key + "." + round + "\"")
                            .toList());
        }
    }

    private Message message(@Nullable String key, String json) {
        return Message.of(destination(), key, json.getBytes(UTF_8));
    }

    private Message withHeader() {
        return Message.builder(destination())
                .value("{}".getBytes(UTF_8))
                .header("trace", new byte[] {1})
                .build();
    }

    private String destination() {
        return run().harness.destination(Kind.PIN);
    }

    private static String number(int i) {
        return "{\"n\":" + i + "}";
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(MessageCases::number).toList();
    }
}
