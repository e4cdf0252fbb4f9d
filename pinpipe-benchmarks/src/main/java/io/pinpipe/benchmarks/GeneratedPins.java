package io.pinpipe.benchmarks;

import io.pinpipe.Pin;
import io.pinpipe.Publisher;
import io.pinpipe.benchmarks.compare.Senders;
import io.pinpipe.json.PostJson;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Pins of about 700 bytes or of a size of choice, of which there may be more than memory has room for: beyond the first
 * {@value #DISTINCT}, or fewer when they are large, they repeat in all but their index.
 *
 * <p>Immutable.
 */
public final class GeneratedPins {

    /** How many pins differ in more than their index: {@value}. */
    public static final int DISTINCT = 100_000;

    private static final long SEED = 1;
    private static final int DISTINCT_BYTES = 100_000_000;
    private static final int BATCH = 500;
    private static final int LARGE_BATCH = 50;
    private static final int LARGE_BYTES = 10_000;

    private final List<Pin> pins;
    private final long size;
    private final int batch;

    private GeneratedPins(long size, long distinct, UnaryOperator<Pin> form) {
        this.size = size;
        this.pins = GeneratedPosts.of(SEED, Math.min(size, distinct)).stream()
                .map(post -> form.apply(Objects.requireNonNull(post.pin())))
                .toList();
        this.batch = PostJson.encode(pins.get(0)).length > LARGE_BYTES ? LARGE_BATCH : BATCH;
    }

    /**
     * Invents pins of about 700 bytes.
     *
     * @param size how many, from 1
     * @return the pins
     */
    public static GeneratedPins of(long size) {
        return of(size, 0);
    }

    /**
     * Invents pins of one size.
     *
     * @param size how many, from 1
     * @param bytes what each takes as JSON, but for those whose other fields take more already; zero for about 700
     * @return the pins
     */
    public static GeneratedPins of(long size, int bytes) {
        if (bytes == 0) {
            return new GeneratedPins(size, DISTINCT, UnaryOperator.identity());
        }
        return new GeneratedPins(
                size, Math.min(DISTINCT, Math.max(1, DISTINCT_BYTES / bytes)), pin -> sized(pin, bytes));
    }

    /** The same pin, with no more than it needs and a description of random letters that fills it up. */
    private static Pin sized(Pin pin, int bytes) {
        int others = PostJson.encode(described(pin, "")).length;
        StringBuilder letters = new StringBuilder();
        new SplittableRandom(pin.index())
                .ints(Math.max(0, bytes - others), 'a', 'z' + 1)
                .forEach(letter -> letters.append((char) letter));
        return described(pin, letters.toString());
    }

    private static Pin described(Pin pin, String description) {
        return new Pin(
                pin.index(),
                pin.uniqueId(),
                "",
                description,
                "",
                pin.followerCount(),
                "",
                "",
                "",
                pin.downloaded(),
                "",
                pin.category());
    }

    /**
     * How many pins there are.
     *
     * @return the size, from 1
     */
    public long size() {
        return size;
    }

    /**
     * Those that differ in more than their index.
     *
     * @return at most {@value #DISTINCT} pins
     */
    public List<Pin> distinct() {
        return pins;
    }

    /**
     * A pin.
     *
     * @param index from 0 to one below the size
     * @return the pin with this index
     */
    public Pin get(long index) {
        Pin pin = pins.get((int) (index % pins.size()));
        return index < pins.size() ? pin : at(index, pin);
    }

    /**
     * How many of them are put in one request by those that are given requests.
     *
     * @return {@value #BATCH}, or {@value #LARGE_BATCH} when they are large
     */
    public int batch() {
        return batch;
    }

    /**
     * All of them in batches, for requests that are made beforehand.
     *
     * @param request makes a request of the pins of a batch
     * @return requests for those that differ; the others are to repeat them
     * @throws IllegalArgumentException when they are not a multiple of {@link #batch()}
     * @param <R> what a request is
     */
    public <R> List<R> requests(Function<List<Pin>, R> request) {
        if (size % batch != 0 || pins.size() % batch != 0) {
            throw new IllegalArgumentException("--records must be a multiple of " + batch + ", not " + size);
        }
        return IntStream.range(0, pins.size() / batch)
                .mapToObj(number -> request.apply(pins.subList(number * batch, (number + 1) * batch)))
                .toList();
    }

    /**
     * Sends them all, and waits until each is stored or has failed.
     *
     * @param publisher where to
     * @param threads how many threads send, from 1; each sends its part in order
     * @return how many are stored
     * @throws Exception what sending throws
     */
    public long sendTo(Publisher publisher, int threads) throws Exception {
        return send(size, threads, this::get, publisher);
    }

    /**
     * Sends one pin, without waiting for it.
     *
     * @param pin the pin
     * @param publisher where to
     * @param stored is run once the pin is stored, and never if it fails
     */
    public static void send(Pin pin, Publisher publisher, Runnable stored) {
        publisher.send(pin).whenComplete((receipt, failure) -> {
            if (failure == null) {
                stored.run();
            }
        });
    }

    /** Sends so many pins, each made when it is its turn, and waits for them; how many are stored. */
    static long send(long count, int threads, LongFunction<Pin> pins, Publisher publisher) throws Exception {
        LongAdder stored = new LongAdder();
        Senders.run(threads, count, index -> send(pins.apply(index), publisher, stored::increment));
        publisher.flush().join();
        return stored.sum();
    }

    private static Pin at(long index, Pin pin) {
        return new Pin(
                index,
                pin.uniqueId(),
                pin.title(),
                pin.description(),
                pin.posterName(),
                pin.followerCount(),
                pin.tagList(),
                pin.isImageOrVideo(),
                pin.imageSrc(),
                pin.downloaded(),
                pin.saveLocation(),
                pin.category());
    }
}
