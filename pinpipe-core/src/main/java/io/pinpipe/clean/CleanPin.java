package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A cleaned pin; its components are the columns of the clean table, in order.
 *
 * <p>Null always means that the source had no value: the column was NULL or contained one of the
 * {@linkplain CleaningRule sentinels}. Other texts are unchanged, including surrounding whitespace.
 *
 * @param index the post's index
 * @param uniqueId a UUID of 36 characters
 * @param title the title, or null
 * @param description the description, or null
 * @param followerCount the poster's follower count, from 0; null when unknown, which is not 0
 * @param posterName who posted it, or null
 * @param tagList tags joined by commas, or null
 * @param isImageOrVideo {@code image}, {@code video} or {@code multi-video(story page format)}; unchanged
 * @param imageSrc the address of the image, or null
 * @param saveLocation where the image was saved, such as {@code /data/art}, or null
 * @param category one of the site's categories; unchanged
 */
public record CleanPin(
        long index,
        String uniqueId,
        @Nullable String title,
        @Nullable String description,
        @Nullable Long followerCount,
        @Nullable String posterName,
        @Nullable String tagList,
        @Nullable String isImageOrVideo,
        @Nullable String imageSrc,
        @Nullable String saveLocation,
        @Nullable String category)
        implements CleanEvent {

    /** Throws {@link NullPointerException} when the unique id is null. */
    public CleanPin {
        Objects.requireNonNull(uniqueId, "uniqueId");
    }

    @Override
    public Kind kind() {
        return Kind.PIN;
    }
}
