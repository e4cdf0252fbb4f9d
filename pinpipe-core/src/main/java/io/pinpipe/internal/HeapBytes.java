package io.pinpipe.internal;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import org.jspecify.annotations.Nullable;

/** Upper bounds of the heap that values occupy, to limit how many are held. */
public final class HeapBytes {

    /** An event object with its numbers and dates, and the objects of its texts. */
    public static final long EVENT = 512;

    private HeapBytes() {}

    public static long of(Post post) {
        long bytes = 0;
        for (PostEvent event : post.events()) {
            bytes += of(event);
        }
        return bytes;
    }

    public static long of(PostEvent event) {
        return EVENT + Character.BYTES * chars(event);
    }

    private static long chars(PostEvent event) {
        if (event instanceof Pin pin) {
            return length(pin.uniqueId())
                    + length(pin.title())
                    + length(pin.description())
                    + length(pin.posterName())
                    + length(pin.followerCount())
                    + length(pin.tagList())
                    + length(pin.isImageOrVideo())
                    + length(pin.imageSrc())
                    + length(pin.saveLocation())
                    + length(pin.category());
        }
        if (event instanceof User user) {
            return length(user.firstName()) + length(user.lastName());
        }
        return event instanceof Geo geo ? length(geo.country()) : 0;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
