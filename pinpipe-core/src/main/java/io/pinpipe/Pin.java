package io.pinpipe;

import org.jspecify.annotations.Nullable;

/**
 * What was pinned: a row of {@code pinterest_data}, with its texts exactly as stored, sentinels included.
 *
 * @param index the post's index
 * @param uniqueId a UUID in most rows
 * @param title the title; null where the column is NULL
 * @param description the description; null where the column is NULL
 * @param posterName who posted it; null where the column is NULL
 * @param followerCount the poster's follower count as displayed, such as {@code 124k}; null where the column is NULL
 * @param tagList tags joined by commas; null where the column is NULL
 * @param isImageOrVideo {@code image}, {@code video} or {@code multi-video(story page format)}
 * @param imageSrc the address of the image; null where the column is NULL
 * @param downloaded 1 when the image was downloaded, otherwise 0
 * @param saveLocation where the image was saved, such as {@code Local save in /data/art}
 * @param category one of the site's categories
 */
public record Pin(
        long index,
        @Nullable String uniqueId,
        @Nullable String title,
        @Nullable String description,
        @Nullable String posterName,
        @Nullable String followerCount,
        @Nullable String tagList,
        @Nullable String isImageOrVideo,
        @Nullable String imageSrc,
        int downloaded,
        @Nullable String saveLocation,
        @Nullable String category)
        implements PostEvent {

    @Override
    public Kind kind() {
        return Kind.PIN;
    }
}
