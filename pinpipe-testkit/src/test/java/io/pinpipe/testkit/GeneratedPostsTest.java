package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.Post;
import io.pinpipe.PostEvent;
import io.pinpipe.User;
import io.pinpipe.json.PostJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedPostsTest {

    private static final GeneratedPosts POSTS = GeneratedPosts.classic(100);
    private static final List<Post> ALL = POSTS.stream().toList();
    private static final List<Pin> PINS =
            ALL.stream().map(Post::pin).map(Objects::requireNonNull).toList();
    private static final List<Geo> GEOS =
            ALL.stream().map(Post::geo).map(Objects::requireNonNull).toList();
    private static final List<User> USERS =
            ALL.stream().map(Post::user).map(Objects::requireNonNull).toList();

    private static final String NO_TITLE = "No Title Data Available";
    private static final String NO_STORY_DESCRIPTION = "No description available Story format";
    private static final String NO_DESCRIPTION = "No description available";
    private static final String NO_POSTER = "User Info Error";
    private static final String NO_TAGS = "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e";
    private static final String NO_IMAGE = "Image src error.";
    private static final String STORY = "multi-video(story page format)";

    @Test
    void theSameSeedAndSizeGiveTheSamePosts() {
        assertThat(GeneratedPosts.classic(100).stream()).containsExactlyElementsOf(ALL);
    }

    @Test
    void thePostsOfASeedStayTheSameFromReleaseToRelease() {
        CRC32 sum = new CRC32();
        ALL.stream()
                .flatMap(post -> post.events().stream())
                .map(PostJson::encode)
                .forEach(sum::update);
        assertThat(sum.getValue()).isEqualTo(1_231_400_276L);
    }

    @Test
    void anotherSeedGivesOtherPosts() {
        Set<String> theirs = GeneratedPosts.classic(101).stream()
                .map(post -> text(pin(post).uniqueId()))
                .collect(Collectors.toSet());
        assertThat(PINS).extracting(Pin::uniqueId).doesNotContainAnyElementsOf(theirs);
    }

    @Test
    void aPostIsFoundByItsIndexInAnyOrder() {
        for (int index = ALL.size() - 1; index >= 0; index -= 7) {
            assertThat(POSTS.post(index)).isEqualTo(ALL.get(index));
        }
    }

    @Test
    void theIteratorGivesThePostsOfTheStream() {
        assertThat(POSTS).containsExactlyElementsOf(ALL);
    }

    @Test
    void indexesRunFromZeroToTheSize() {
        assertThat(ALL).hasSize(GeneratedPosts.CLASSIC_SIZE);
        for (int index = 0; index < ALL.size(); index++) {
            assertThat(ALL.get(index).index()).isEqualTo(index);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, GeneratedPosts.CLASSIC_SIZE})
    void anIndexOutsideIsRefused(long index) {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> POSTS.post(index));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 100_000_000_000_001L})
    void aSizeThatCannotBeIsRefused(long size) {
        assertThatIllegalArgumentException().isThrownBy(() -> GeneratedPosts.of(1, size));
    }

    @Test
    void noPostsAtAllArePossible() {
        assertThat(GeneratedPosts.of(1, 0)).isEmpty();
    }

    @Test
    void theLastOfVeryManyPostsIsThereAtOnce() {
        GeneratedPosts many = GeneratedPosts.of(1, 100_000_000_000_000L);
        assertThat(many.post(many.size() - 1).pin())
                .extracting(Pin::index, Pin::category)
                .containsExactly(99_999_999_999_999L, "vehicles");
    }

    @Test
    void everyEventIsWrittenAsJsonAndReadBackEqual() {
        for (Post post : ALL) {
            for (PostEvent event : post.events()) {
                assertThat(PostJson.decode(event.kind(), PostJson.encode(event)))
                        .isEqualTo(event);
            }
        }
    }

    @Test
    void noTextIsNull() {
        assertThat(PINS).allSatisfy(pin -> assertThat(pin).hasNoNullFieldsOrProperties());
        assertThat(GEOS).extracting(Geo::country).doesNotContainNull();
        assertThat(USERS).allSatisfy(user -> assertThat(user).hasNoNullFieldsOrProperties());
    }

    @Test
    void aPinTakesAbout700BytesOfJson() {
        assertThat(PINS.stream().mapToInt(pin -> PostJson.encode(pin).length).average())
                .hasValueCloseTo(700.0, offset(30.0));
    }

    @Test
    void uniqueIdsAreDistinctUuids() {
        assertThat(PINS).extracting(Pin::uniqueId).doesNotHaveDuplicates().allSatisfy(id -> {
            assertThat(id).hasSize(36);
            assertThat(UUID.fromString(id)).hasToString(id);
        });
    }

    @Test
    void anUnknownPosterComesWithEveryOtherSentinel() {
        assertThat(PINS)
                .filteredOn(pin -> NO_POSTER.equals(pin.posterName()))
                .allSatisfy(pin -> assertThat(pin)
                        .extracting(
                                Pin::title,
                                Pin::description,
                                Pin::followerCount,
                                Pin::tagList,
                                Pin::isImageOrVideo,
                                Pin::imageSrc,
                                Pin::downloaded)
                        .containsExactly(NO_TITLE, NO_STORY_DESCRIPTION, NO_POSTER, NO_TAGS, STORY, NO_IMAGE, 0));
    }

    @Test
    void unknownPostersAreAsManyAsInTheField() {
        assertThat(count(pin -> NO_POSTER.equals(pin.posterName()))).isBetween(60L, 100L);
    }

    @Test
    void onlyAnUnknownPosterHasNoFollowerCount() {
        assertThat(PINS).allMatch(pin -> NO_POSTER.equals(pin.posterName()) == NO_POSTER.equals(pin.followerCount()));
    }

    @Test
    void onlyAnUnknownPosterHasNoTitleData() {
        assertThat(PINS).allMatch(pin -> NO_POSTER.equals(pin.posterName()) == NO_TITLE.equals(pin.title()));
    }

    @Test
    void theClassicFirstPickHoldsEverySentinel() {
        assertThat(PINS.get(7_528))
                .extracting(Pin::posterName, Pin::category)
                .containsExactly(NO_POSTER, "mens-fashion");
    }

    @Test
    void storyPagesAndVideosAreAsManyAsInTheField() {
        assertThat(count(pin -> STORY.equals(pin.isImageOrVideo()))).isBetween(760L, 900L);
        assertThat(count(pin -> "video".equals(pin.isImageOrVideo()))).isBetween(290L, 370L);
        assertThat(PINS).extracting(Pin::isImageOrVideo).containsOnly(STORY, "video", "image");
    }

    @Test
    void exactlyTheStoryPagesHaveTheirOwnSentinelAsDescription() {
        assertThat(PINS)
                .allMatch(pin -> STORY.equals(pin.isImageOrVideo()) == NO_STORY_DESCRIPTION.equals(pin.description()));
    }

    @Test
    void someOtherPinsHaveNoDescriptionEither() {
        assertThat(count(pin -> NO_DESCRIPTION.equals(pin.description()))).isBetween(160L, 250L);
    }

    @Test
    void downloadedIsZeroExactlyWhereTheImageIsAnError() {
        assertThat(PINS).allMatch(pin -> (pin.downloaded() == 0) == NO_IMAGE.equals(pin.imageSrc()));
        assertThat(PINS).extracting(Pin::downloaded).containsOnly(0, 1);
    }

    @Test
    void aStoryPageOfAKnownPosterMayLackItsImage() {
        assertThat(count(pin -> NO_IMAGE.equals(pin.imageSrc()) && !NO_POSTER.equals(pin.posterName())))
                .isBetween(30L, 90L);
    }

    @Test
    void theSaveLocationNamesTheCategory() {
        assertThat(PINS).allMatch(pin -> ("Local save in /data/" + pin.category()).equals(pin.saveLocation()));
    }

    @Test
    void mostTagListsHoldNineTags() {
        assertThat(count(pin -> NO_TAGS.equals(pin.tagList()))).isBetween(180L, 270L);
        assertThat(PINS)
                .filteredOn(pin -> !NO_TAGS.equals(pin.tagList()))
                .allMatch(pin -> text(pin.tagList()).split(",", -1).length == 9);
    }

    @Test
    void followerCountsHaveTheFormsOfTheField() {
        assertThat(PINS)
                .extracting(Pin::followerCount)
                .allMatch(count -> text(count).matches("\\d{1,3}|\\d{1,3}k|\\d{1,2}M|" + NO_POSTER));
        assertThat(count(pin -> text(pin.followerCount()).matches("\\d+"))).isBetween(1_700L, 2_100L);
        assertThat(count(pin -> text(pin.followerCount()).endsWith("M"))).isBetween(800L, 1_050L);
    }

    @Test
    void categoriesFollowOneAnotherAtTheirClassicStarts() {
        Map<String, Long> starts = new HashMap<>();
        PINS.forEach(pin -> starts.putIfAbsent(text(pin.category()), pin.index()));
        assertThat(starts)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("art", 0L),
                        Map.entry("beauty", 896L),
                        Map.entry("christmas", 1_643L),
                        Map.entry("diy-and-crafts", 2_637L),
                        Map.entry("education", 3_467L),
                        Map.entry("event-planning", 4_333L),
                        Map.entry("finance", 5_080L),
                        Map.entry("home-decor", 5_867L),
                        Map.entry("mens-fashion", 6_737L),
                        Map.entry("quotes", 7_583L),
                        Map.entry("tattoos", 8_488L),
                        Map.entry("travel", 9_463L),
                        Map.entry("vehicles", 10_316L)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, 13, 100, 5_000, 20_000})
    void categoriesAreContiguousAtAnySize(long size) {
        List<String> changes = new ArrayList<>();
        for (Post post : GeneratedPosts.of(4, size)) {
            String category = text(pin(post).category());
            if (changes.isEmpty() || !changes.get(changes.size() - 1).equals(category)) {
                changes.add(category);
            }
        }
        assertThat(changes).doesNotHaveDuplicates().isSorted();
        assertThat(changes).hasSizeGreaterThanOrEqualTo((int) Math.min(size, 13) * 9 / 10);
    }

    @Test
    void aPosterHasOneFollowerCountOneUserAndOnePlace() {
        assertThat(perPoster(post -> text(pin(post).followerCount()))).allMatch(counts -> counts.size() == 1);
        assertThat(perPoster(post -> person(user(post)))).allMatch(people -> people.size() == 1);
        assertThat(perPoster(post -> List.of(
                        geo(post).latitude(),
                        geo(post).longitude(),
                        text(geo(post).country()))))
                .allMatch(places -> places.size() == 1);
    }

    @Test
    void postersPostTwiceOnAverage() {
        assertThat(PINS.stream().map(Pin::posterName).distinct().count()).isBetween(4_900L, 5_800L);
    }

    @Test
    void someNamesAreSharedByDifferentUsers() {
        long names = USERS.stream()
                .map(user -> user.firstName() + " " + user.lastName())
                .distinct()
                .count();
        long people = USERS.stream().map(GeneratedPostsTest::person).distinct().count();
        assertThat(people - names).isBetween(100L, 300L);
    }

    @Test
    void agesRunFromTwentyToSixty() {
        assertThat(USERS).extracting(User::age).contains(20, 60).allMatch(age -> age >= 20 && age <= 60);
    }

    @Test
    void usersJoinedFromOctober2015ToOctober2017() {
        assertThat(USERS)
                .extracting(user -> user.dateJoined().toLocalDate())
                .contains(LocalDate.of(2015, 10, 21))
                .allSatisfy(date -> assertThat(date).isBetween(LocalDate.of(2015, 10, 21), LocalDate.of(2017, 10, 20)));
    }

    @Test
    void postsWereMadeFromOctober2017ToOctober2022() {
        assertThat(GEOS)
                .extracting(geo -> geo.timestamp().toLocalDate())
                .allSatisfy(date -> assertThat(date).isBetween(LocalDate.of(2017, 10, 19), LocalDate.of(2022, 10, 19)));
        assertThat(GEOS).extracting(geo -> geo.timestamp().getYear()).contains(2017, 2018, 2019, 2020, 2021, 2022);
    }

    @Test
    void noPostIsOlderThanItsUser() {
        assertThat(ALL)
                .allMatch(post -> !geo(post).timestamp().isBefore(user(post).dateJoined()));
    }

    @Test
    void datesHaveNoFraction() {
        assertThat(GEOS).allMatch(geo -> geo.timestamp().withNano(0).equals(geo.timestamp()));
        assertThat(USERS).allMatch(user -> user.dateJoined().withNano(0).equals(user.dateJoined()));
    }

    @Test
    void countriesAre243TwelveOfThemWithPunctuation() {
        Set<String> countries = new HashSet<>();
        GEOS.forEach(geo -> countries.add(text(geo.country())));
        assertThat(countries)
                .hasSize(243)
                .contains("Cote d'Ivoire")
                .filteredOn(country -> !country.matches("[A-Za-z ]+"))
                .hasSize(12);
    }

    @Test
    void coordinatesHaveAtMostSixSignificantDigits() {
        assertThat(coordinates())
                .allMatch(degrees ->
                        BigDecimal.valueOf(degrees).stripTrailingZeros().precision() <= 6);
    }

    @Test
    void aFloatColumnGivesCoordinatesBackEqual() {
        assertThat(coordinates())
                .allMatch(degrees -> Double.parseDouble(Float.toString(degrees.floatValue())) == degrees);
    }

    @Test
    void coordinatesLieOnTheGlobe() {
        assertThat(GEOS).allMatch(geo -> Math.abs(geo.latitude()) < 90 && Math.abs(geo.longitude()) < 180);
        assertThat(GEOS)
                .extracting(Geo::latitude)
                .anyMatch(latitude -> latitude < -85)
                .anyMatch(latitude -> latitude > 85);
    }

    @Test
    void longDescriptionsEndInAnEllipsisAndANoBreakSpace() {
        assertThat(count(pin -> text(pin.description()).endsWith("…\u00a0"))).isBetween(3_800L, 4_250L);
        assertThat(PINS)
                .extracting(Pin::description)
                .allMatch(description -> text(description).length() <= 200);
    }

    @Test
    void someTitlesAreEmpty() {
        assertThat(count(pin -> text(pin.title()).isEmpty())).isBetween(2L, 12L);
    }

    @Test
    void someTitlesAndDescriptionsHoldLineBreaks() {
        assertThat(count(pin -> text(pin.title()).contains("\n"))).isBetween(15L, 50L);
        assertThat(count(pin -> text(pin.description()).contains("\n"))).isBetween(15L, 80L);
    }

    @Test
    void someTitlesDescriptionsAndNamesHoldEmojiOfFourBytes() {
        assertThat(count(pin -> hasEmoji(pin.title()))).isBetween(60L, 150L);
        assertThat(count(pin -> hasEmoji(pin.description()))).isBetween(100L, 250L);
        assertThat(count(pin -> hasEmoji(pin.posterName()))).isBetween(20L, 120L);
    }

    @Test
    void someTextsHoldQuotes() {
        assertThat(count(pin -> text(pin.title()).contains("\""))).isPositive();
        assertThat(count(pin -> text(pin.description()).contains("\""))).isPositive();
    }

    @Test
    void somePosterNamesHaveOuterSpaces() {
        assertThat(count(pin -> !text(pin.posterName()).strip().equals(pin.posterName())))
                .isBetween(150L, 300L);
    }

    private static long count(Predicate<Pin> which) {
        return PINS.stream().filter(which).count();
    }

    private static List<Double> coordinates() {
        List<Double> coordinates = new ArrayList<>();
        GEOS.forEach(geo -> coordinates.addAll(Arrays.asList(geo.latitude(), geo.longitude())));
        return coordinates;
    }

    private static Iterable<Set<Object>> perPoster(Function<Post, Object> what) {
        return ALL.stream()
                .collect(Collectors.groupingBy(
                        post -> text(pin(post).posterName()), Collectors.mapping(what, Collectors.toSet())))
                .values();
    }

    private static List<Object> person(User user) {
        return List.of(text(user.firstName()), text(user.lastName()), user.age(), user.dateJoined());
    }

    private static boolean hasEmoji(@Nullable String text) {
        return text(text).codePoints().anyMatch(Character::isSupplementaryCodePoint);
    }

    private static Pin pin(Post post) {
        return Objects.requireNonNull(post.pin());
    }

    private static Geo geo(Post post) {
        return Objects.requireNonNull(post.geo());
    }

    private static User user(Post post) {
        return Objects.requireNonNull(post.user());
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNull(text);
    }
}
