package io.pinpipe.clean;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.clean.CleanGeo.CoordinateOrder;
import java.util.Objects;

/**
 * Cleans pins, places and users by the {@linkplain CleaningRule rules}.
 *
 * <pre>{@code
 * Cleaned<CleanPin> cleaned = new PostCleaner().clean(pin);
 * if (cleaned instanceof Cleaned.Kept<CleanPin> kept) {
 *     System.out.println(kept.value() + " " + kept.notes());
 * }
 * }</pre>
 *
 * <p>Never throws; equal events have equal results. Immutable and thread-safe.
 */
public final class PostCleaner {

    /** Default order of coordinates: latitude first, as in most published results (59 of 64). */
    public static final CoordinateOrder DEFAULT_COORDINATE_ORDER = CoordinateOrder.LAT_LONG;

    private final CoordinateOrder order;

    /** Creates a cleaner with the {@linkplain #DEFAULT_COORDINATE_ORDER default order} of coordinates. */
    public PostCleaner() {
        this(DEFAULT_COORDINATE_ORDER);
    }

    /**
     * Creates a cleaner.
     *
     * @param order the order of a place's coordinates
     */
    public PostCleaner(CoordinateOrder order) {
        this.order = Objects.requireNonNull(order, "order");
    }

    /**
     * Cleans one pin.
     *
     * @param pin the original pin
     * @return the clean pin, with a note for each changed field; dropped when its unique id is not a UUID of 36
     *     characters
     */
    public Cleaned<CleanPin> clean(Pin pin) {
        return PinCleaner.clean(pin);
    }

    /**
     * Cleans a place and time.
     *
     * @param geo the original event
     * @return the clean event, always without notes; dropped when a coordinate is out of range or not a number
     */
    public Cleaned<CleanGeo> clean(Geo geo) {
        return GeoCleaner.clean(geo, order);
    }

    /**
     * Cleans one user.
     *
     * @param user the original user
     * @return the clean user, with a note when the name is not exactly the two names joined by a space; never dropped
     */
    public Cleaned<CleanUser> clean(User user) {
        return UserCleaner.clean(user);
    }

    /**
     * Cleans an event of any kind.
     *
     * @param event the original event
     * @return as the method for its kind does
     */
    public Cleaned<? extends CleanEvent> clean(PostEvent event) {
        if (event instanceof Pin pin) {
            return clean(pin);
        }
        return event instanceof Geo geo ? clean(geo) : clean((User) event);
    }
}
