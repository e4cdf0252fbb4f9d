package io.pinpipe.rest;

import io.pinpipe.Message;
import io.pinpipe.User;
import io.pinpipe.transport.BatchTransport;
import io.pinpipe.transport.BatchTransport.Batch;
import io.pinpipe.transport.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Batches for tests, and attempts with them. */
final class Batches {

    static final String USER_ID = "0a1d8948160f";
    static final String TOPIC = USER_ID + ".user";
    private static final LocalDateTime JOINED = LocalDateTime.of(2016, 3, 4, 5, 6, 7);

    private Batches() {}

    static User user(long index) {
        return new User(index, "Ada", "Lovelace", 36, JOINED);
    }

    static Message message(long index, String json) {
        return message(TOPIC, index, json);
    }

    static Message message(String destination, long index, String json) {
        return Message.of(destination, Long.toString(index), json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same records, for another destination. */
    static Batch to(String destination, Batch batch) {
        return new Batch(
                destination,
                batch.messages().stream()
                        .map(message -> Message.of(destination, message.key(), message.value()))
                        .toList());
    }

    static Batch of(Message... messages) {
        return new Batch(TOPIC, List.of(messages));
    }

    /** A batch of the records 1 to n. */
    static Batch records(int n) {
        return new Batch(
                TOPIC,
                LongStream.rangeClosed(1, n)
                        .mapToObj(index -> message(index, "{\"ind\":" + index + "}"))
                        .toList());
    }

    static List<Outcome> attempt(BatchTransport transport, Batch batch) {
        try {
            return transport.attempt(batch).toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the attempt did not end with outcomes", e);
        }
    }

    /** The outcome of an attempt with one record, which must be refused. */
    static Outcome.Refused refusal(BatchTransport transport) {
        List<Outcome> outcomes = attempt(transport, records(1));
        if (outcomes.size() != 1 || !(outcomes.get(0) instanceof Outcome.Refused refused)) {
            throw new AssertionError("expected one refusal, and there was " + outcomes);
        }
        return refused;
    }
}
