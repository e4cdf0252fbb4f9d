package io.pinpipe.testkit;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.User;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Synthetic posts with the shape of real ones, the same for the same seed and size on every machine.
 *
 * <p>Each post has all three parts, without nulls. Missing values are sentinel texts, as frequent and in the same
 * combinations as in real data: an unknown poster ({@code User Info Error}) comes with every other sentinel,
 * {@code downloaded} is 0 exactly where the image is an error. Thirteen categories follow one another by index; user
 * and place are the same in all posts of a poster; a post is never older than its user. Titles and descriptions contain
 * emoji, quotes, no-break spaces and line breaks; some titles are empty and some poster names have surrounding spaces.
 * Coordinates have at most six significant digits, so that a FLOAT column returns them unchanged. A pin takes about 700
 * bytes of JSON.
 *
 * <p>A post is computed from its index alone; nothing is kept. Immutable and thread-safe.
 */
public final class GeneratedPosts implements Iterable<Post> {

    /** The number of posts in the original tables: {@value}. */
    public static final int CLASSIC_SIZE = 11_154;

    /** The index whose pin contains every sentinel, as in the original tables, if the size reaches so far: {@value}. */
    public static final int SENTINEL_INDEX = 7_528;

    private static final int STREAM = 2;

    private static final LocalDateTime FIRST_POSTED = LocalDateTime.of(2017, 10, 19, 0, 0);
    private static final long LAST_POSTED_SECOND =
            LocalDateTime.of(2022, 10, 19, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);

    // Of 3,758 rows in real data, this many had an unknown poster, were story pages, or were videos.
    private static final int ROWS_SEEN = 3_758;
    private static final int UNKNOWN_POSTERS = 27;
    private static final int STORIES = 279;
    private static final int VIDEOS = 111;

    private static final List<Category> CATEGORIES = Category.all();

    private final long seed;
    private final long size;
    private final long posterCount;
    private final Posters posters;

    private GeneratedPosts(long seed, long size) {
        this.seed = seed;
        this.size = size;
        this.posterCount = Math.max(1, size * 3 / 4);
        this.posters = new Posters(seed);
    }

    /**
     * Creates posts with the indexes from 0 to {@code size - 1}.
     *
     * @param seed any number; different seeds yield different posts
     * @param size the number of posts, 0 to 10<sup>14</sup>
     * @return the posts
     * @throws IllegalArgumentException when the size is negative or larger
     */
    public static GeneratedPosts of(long seed, long size) {
        if (size < 0 || size > 100_000_000_000_000L) {
            throw new IllegalArgumentException("size must be from 0 to 10^14 but is " + size);
        }
        return new GeneratedPosts(seed, size);
    }

    /**
     * Creates as many posts as the original tables contain, {@value #CLASSIC_SIZE}.
     *
     * @param seed any number; different seeds yield different posts
     * @return the posts
     */
    public static GeneratedPosts classic(long seed) {
        return new GeneratedPosts(seed, CLASSIC_SIZE);
    }

    /**
     * Returns the number of posts.
     *
     * @return the size, 0 or more
     */
    public long size() {
        return size;
    }

    /**
     * Returns the post with an index.
     *
     * @param index from 0 to {@code size - 1}
     * @return the post, with all its parts
     * @throws IndexOutOfBoundsException when no post has this index
     */
    public Post post(long index) {
        Objects.checkIndex(index, size);
        RandomSource random = RandomSource.of(seed, STREAM, index);
        int sort = index == SENTINEL_INDEX ? 0 : random.below(ROWS_SEEN);
        Poster poster = posters.poster(sort < UNKNOWN_POSTERS ? Posters.UNKNOWN : anyPoster(random));
        return new Post(index, pin(index, sort, poster, random), geo(index, poster, random), user(index, poster));
    }

    /**
     * Returns all posts by index, computed lazily.
     *
     * @return a stream, which may be parallel
     */
    public Stream<Post> stream() {
        return LongStream.range(0, size).mapToObj(this::post);
    }

    /**
     * Returns all posts by index, computed lazily.
     *
     * @return an iterator from index 0
     */
    @Override
    public Iterator<Post> iterator() {
        return stream().iterator();
    }

    /** Picks a poster; some post much more often than others. */
    private long anyPoster(RandomSource random) {
        return (long) (posterCount * random.fraction() * Math.sqrt(random.fraction()));
    }

    private Pin pin(long index, int sort, Poster poster, RandomSource random) {
        boolean unknown = sort < UNKNOWN_POSTERS;
        boolean story = sort < STORIES;
        boolean video = !story && sort < STORIES + VIDEOS;
        boolean noImage = unknown || (story && random.chance(1, 13));
        boolean noTags = unknown || random.chance(13, 1_000);
        Category category = category(index);
        return new Pin(
                index,
                uniqueId(random),
                unknown ? "No Title Data Available" : title(category, random),
                story ? "No description available Story format" : description(random),
                poster.name(),
                poster.followerCount(),
                noTags ? "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e" : PinTexts.tags(category, random),
                story ? "multi-video(story page format)" : video ? "video" : "image",
                noImage ? "Image src error." : PinTexts.imageSrc(story || video, random),
                noImage ? 0 : 1,
                category.saveLocation(),
                category.name());
    }

    private static Geo geo(long index, Poster poster, RandomSource random) {
        LocalDateTime joined = poster.dateJoined();
        long earliest = (joined.isAfter(FIRST_POSTED) ? joined : FIRST_POSTED).toEpochSecond(ZoneOffset.UTC);
        long second = earliest + (long) ((LAST_POSTED_SECOND - earliest + 1) * random.fraction());
        return new Geo(
                index,
                LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC),
                poster.latitude(),
                poster.longitude(),
                poster.country());
    }

    private static User user(long index, Poster poster) {
        return new User(index, poster.firstName(), poster.lastName(), poster.age(), poster.dateJoined());
    }

    private Category category(long index) {
        Category found = CATEGORIES.get(0);
        for (Category category : CATEGORIES) {
            if (index < category.classicStart() * size / CLASSIC_SIZE) {
                break;
            }
            found = category;
        }
        return found;
    }

    private static String title(Category category, RandomSource random) {
        return random.chance(2, ROWS_SEEN) ? "" : PinTexts.title(category, random);
    }

    private static String description(RandomSource random) {
        return random.chance(20, 1_000) ? "No description available" : PinTexts.description(random);
    }

    /** Returns a random UUID, version 4. */
    private static String uniqueId(RandomSource random) {
        long version = (random.bits() & ~0xF000L) | 0x4000L;
        long variant = (random.bits() >>> 2) | 0x8000000000000000L;
        return new UUID(version, variant).toString();
    }
}
