package io.pinpipe.cli.doctor;

import io.pinpipe.Geo;
import io.pinpipe.Kind;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PublishException;
import io.pinpipe.Publisher;
import io.pinpipe.Reason;
import io.pinpipe.Receipt;
import io.pinpipe.User;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Sends one marked post through the publisher, at most once, and keeps the result of each event. Not thread-safe. */
final class TestSend {

    /** No row of the tables has this index, so that the events join with nothing. */
    static final long INDEX = -1;

    /** Part of each event. */
    static final String MARK = "pinpipe doctor test event";

    /** Longer than the 29 s after which API Gateway reports a timeout of the service behind it. */
    private static final String DELIVERY_TIMEOUT = "35s";

    /** How long a doctor that is stopped keeps delivering. */
    private static final String CLOSE_TIMEOUT = "10s";

    private final Target target;
    private @Nullable List<Ending> endings;

    /**
     * The result of one event.
     *
     * @param kind the event's kind
     * @param receipt where it is stored, or null
     * @param failure why it is not, or null
     */
    record Ending(
            Kind kind, @Nullable Receipt receipt, @Nullable PublishException failure) {}

    TestSend(Target target) {
        this.target = target;
    }

    /** Opens and closes a publisher, which rejects invalid settings and connects to nothing. */
    CheckResult settings() {
        try (Publisher publisher = open()) {
            publisher.flush();
            return CheckResult.ok("the address and the options are valid");
        } catch (IllegalArgumentException e) {
            return CheckResult.wrong(String.valueOf(e.getMessage()), "correct --to, --user-id or the options");
        }
    }

    boolean isWanted() {
        return target.sendTest();
    }

    /** The result of each event; sends them the first time. */
    List<Ending> endings() {
        List<Ending> known = endings;
        if (known != null) {
            return known;
        }
        List<Ending> ended = new ArrayList<>();
        try (Publisher publisher = open()) {
            Post post = post();
            List<CompletableFuture<Receipt>> futures = publisher.send(post);
            for (int i = 0; i < futures.size(); i++) {
                ended.add(ending(post.events().get(i).kind(), futures.get(i)));
            }
        }
        endings = ended;
        return ended;
    }

    /** The first failure, or null if all events are stored. */
    private @Nullable PublishException failure() {
        return endings().stream()
                .map(Ending::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** What the events show of a hop: it is wrong if they failed for one of these reasons. */
    CheckResult shown(String well, Reason... faults) {
        PublishException failure = failure();
        return failure != null && Set.of(faults).contains(failure.reason())
                ? CheckResult.wrong(String.valueOf(failure.getMessage()))
                : CheckResult.ok(well);
    }

    /** Checks the round trip, if it is wanted. */
    void walk(Route route) throws InterruptedException {
        if (isWanted()) {
            route.then("round trip", this::roundTrip);
        }
    }

    /** Whether the events were stored, and where. */
    private CheckResult roundTrip() {
        List<String> written = new ArrayList<>();
        for (Ending ending : endings()) {
            Receipt receipt = ending.receipt();
            if (receipt != null) {
                written.add(receipt.destination() + " partition " + receipt.partition() + " position "
                        + receipt.position());
            }
        }
        String saw = written.isEmpty()
                ? "nothing was written"
                : "wrote a test event with index " + INDEX + " and the text '" + MARK + "' to "
                        + String.join(", ", written);
        PublishException failure = failure();
        if (failure == null) {
            return CheckResult.ok(saw);
        }
        CheckResult wrong = CheckResult.wrong(String.valueOf(failure.getMessage()));
        String maybe = failure.maybeStored() ? "; the event may be stored nevertheless" : "";
        return CheckResult.wrong(wrong.saw() + "; " + saw + maybe, wrong.advice());
    }

    private static Ending ending(Kind kind, CompletableFuture<Receipt> future) {
        try {
            return new Ending(kind, future.join(), null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof PublishException failure) {
                return new Ending(kind, null, failure);
            }
            throw e;
        }
    }

    private Publisher open() {
        Map<String, String> options = new HashMap<>(target.options());
        options.put("userId", Objects.requireNonNullElse(target.userId(), "nobody"));
        options.putIfAbsent("deliveryTimeout", DELIVERY_TIMEOUT);
        options.putIfAbsent("linger", "0ms");
        options.putIfAbsent("closeAtExit", "true");
        options.putIfAbsent("closeTimeout", CLOSE_TIMEOUT);
        return Publisher.open(target.uri(), options);
    }

    /** The cleaning rules drop a pin without a UUID, and with it what is joined with it. */
    private static Post post() {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        return new Post(
                INDEX,
                new Pin(INDEX, MARK, MARK, MARK, MARK, "0", MARK, "image", MARK, 0, MARK, MARK),
                new Geo(INDEX, now, 0, 0, MARK),
                new User(INDEX, "pinpipe doctor", "test event", 0, now));
    }
}
