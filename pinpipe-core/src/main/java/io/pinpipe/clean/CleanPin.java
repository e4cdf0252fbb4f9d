package io.pinpipe.clean;

import io.pinpipe.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was pinned, cleaned; its components are the columns of the clean table, in order.
 *
 * <p>Null always means that the source had nothing: the column was NULL or held one of the {@linkplain CleaningRule
 * sentinels}. Texts are otherwise as they were, outer white space included.
 *
 * @param ind the post's number
 * @param uniqueId a UUID of 36 characters
 * @param title the title, or null
 * @param description the description, or null
 * @param followerCount the poster's followers, 0 or more; null when unknown, which is not 0
 * @param posterName who posted it, or null
 * @param tagList tags joined by commas, or null
 * @param isImageOrVideo {@code image}, {@code video} or {@code multi-video(story page format)}; as it was
 * @param imageSrc the address of the image, or null
 * @param saveLocation where the image was saved, such as {@code /data/art}, or null
 * @param category one of the site's categories; as it was
 */
public record CleanPin(
        long ind,
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

    /** Refuses a null unique id with a {@link NullPointerException}. */
    public CleanPin {
        Objects.requireNonNull(uniqueId, "uniqueId");
    }

    @Override
    public Kind kind() {
        return Kind.PIN;
    }
}
