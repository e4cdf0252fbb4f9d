package io.pinpipe.benchmarks;

import io.pinpipe.Pin;
import io.pinpipe.testkit.GeneratedPosts;
import java.util.List;
import java.util.Objects;

/**
 * Pins of about 700 bytes, of which there may be more than memory has room for: beyond the first
 * {@value #DISTINCT} they repeat in all but their index.
 *
 * <p>Immutable.
 */
public final class GeneratedPins {

    /** How many pins differ in more than their index: {@value}. */
    public static final int DISTINCT = 100_000;

    private static final long SEED = 1;

    private final List<Pin> pins;
    private final long size;

    /**
     * Invents the pins.
     *
     * @param size how many, from 1
     */
    public GeneratedPins(long size) {
        this.size = size;
        this.pins = GeneratedPosts.of(SEED, Math.min(size, DISTINCT)).stream()
                .map(post -> Objects.requireNonNull(post.pin()))
                .toList();
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
