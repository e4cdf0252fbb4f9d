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
 * Pins of about 700 bytes or of a given size, possibly more than fit in memory: beyond the first {@value #DISTINCT}, or
 * fewer when they are large, they repeat except for their index.
 *
 * <p>Immutable.
 */
public final class GeneratedPins {

    /** The number of pins that differ in more than their index: {@value}. */
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
     * Generates pins of about 700 bytes.
     *
     * @param size the number of pins, from 1
     * @return the pins
     */
    public static GeneratedPins of(long size) {
        return of(size, 0);
    }

    /**
     * Generates pins of one size.
     *
     * @param size the number of pins, from 1
     * @param bytes the size of each as JSON, unless its other fields exceed it; zero for about 700
     * @return the pins
     */
    public static GeneratedPins of(long size, int bytes) {
        if (bytes == 0) {
            return new GeneratedPins(size, DISTINCT, UnaryOperator.identity());
        }
        return new GeneratedPins(
                size, Math.min(DISTINCT, Math.max(1, DISTINCT_BYTES / bytes)), pin -> sized(pin, bytes));
    }

    /** Resizes a pin by reducing it to the minimum and filling its description with random letters. */
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
     * Returns the number of pins.
     *
     * @return the size, from 1
     */
    public long size() {
        return size;
    }

    /**
     * Returns the pins that differ in more than their index.
     *
     * @return at most {@value #DISTINCT} pins
     */
    public List<Pin> distinct() {
        return pins;
    }

    /**
     * Returns a pin.
     *
     * @param index from 0 to {@code size - 1}
     * @return the pin with this index
     */
    public Pin get(long index) {
        Pin pin = pins.get((int) (index % pins.size()));
        return index < pins.size() ? pin : at(index, pin);
    }

    /**
     * Returns the number of pins in a request, for candidates with prepared requests.
     *
     * @return {@value #BATCH}, or {@value #LARGE_BATCH} when they are large
     */
    public int batch() {
        return batch;
    }

    /**
     * Converts the pins in batches to requests, for candidates with prepared requests.
     *
     * @param request converts the pins of a batch to a request
     * @return the requests for the distinct pins, which are to be repeated
     * @throws IllegalArgumentException when the number of pins is not a multiple of {@link #batch()}
     * @param <R> the type of the requests
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
     * Sends all pins, and waits until each is stored or has failed.
     *
     * @param publisher the publisher
     * @param threads the number of sending threads, from 1; each sends its part in order
     * @return the number of pins stored
     * @throws Exception when sending fails
     */
    public long sendTo(Publisher publisher, int threads) throws Exception {
        return send(size, threads, this::get, publisher);
    }

    /**
     * Sends one pin without waiting for it.
     *
     * @param pin the pin
     * @param publisher the publisher
     * @param stored runs once the pin is stored; never if it fails
     */
    public static void send(Pin pin, Publisher publisher, Runnable stored) {
        publisher.send(pin).whenComplete((receipt, failure) -> {
            if (failure == null) {
                stored.run();
            }
        });
    }

    /** Sends pins generated on demand, and waits for them; returns how many were stored. */
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
