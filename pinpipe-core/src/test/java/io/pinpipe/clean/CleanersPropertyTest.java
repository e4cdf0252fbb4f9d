package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Geo;
import io.pinpipe.Pin;
import io.pinpipe.User;
import io.pinpipe.clean.Cleaned.Dropped;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Cleaned.Note;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class CleanersPropertyTest {

    private static final LocalDateTime WHEN = LocalDateTime.of(2020, 8, 28, 3, 52, 47);
    private static final String ID = "fbe53c66-3442-4773-b19e-d3ec6f54dddf";

    private final PostCleaner cleaner = new PostCleaner();

    @Property
    void noPinMakesTheCleanerThrowAndEqualPinsGiveEqualResults(@ForAll("pins") Pin pin) {
        assertThat(cleaner.clean(pin)).isEqualTo(cleaner.clean(pin));
    }

    @Property
    void noPlaceMakesTheCleanerThrow(@ForAll double latitude, @ForAll double longitude, @ForAll String country) {
        Geo geo = new Geo(1, WHEN, latitude, longitude, country);
        boolean inRange = latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;

        assertThat(cleaner.clean(geo)).isInstanceOf(inRange ? Kept.class : Dropped.class);
    }

    @Property
    void noUserMakesTheCleanerThrow(@ForAll("texts") @Nullable String first, @ForAll("texts") @Nullable String last) {
        assertThat(cleaner.clean(new User(1, first, last, 20, WHEN))).isInstanceOf(Kept.class);
    }

    @Property
    void aPinIsDroppedOnlyForItsUniqueId(@ForAll("pins") Pin pin) {
        boolean uuid =
                pin.uniqueId() != null && pin.uniqueId().matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

        assertThat(cleaner.clean(pin)).isInstanceOf(uuid ? Kept.class : Dropped.class);
    }

    @Property
    void whatWasCleanedOnceIsNotChangedByCleaningItAgain(@ForAll("keptPins") Pin pin) {
        CleanPin once = kept(pin).value();
        Kept<CleanPin> twice = kept(rawForm(once));

        assertThat(twice.value()).isEqualTo(once);
        assertThat(twice.notes()).isEmpty();
    }

    @Property
    void aNameThatWasCleanedOnceIsNotChangedByCleaningItAgain(
            @ForAll("texts") @Nullable String first, @ForAll("texts") @Nullable String last) {
        CleanUser once = kept(new User(1, first, last, 20, WHEN)).value();
        Kept<CleanUser> twice = kept(new User(1, once.userName(), null, 20, WHEN));

        assertThat(twice).isEqualTo(new Kept<>(once, List.of()));
    }

    @Property
    void thereIsExactlyOneNoteForEachFieldOfAPinThatChanged(@ForAll("keptPins") Pin pin) {
        Kept<CleanPin> kept = kept(pin);
        Pin clean = rawForm(kept.value());
        Set<String> changed = new HashSet<>();
        addIfChanged(changed, "title", pin.title(), clean.title());
        addIfChanged(changed, "description", pin.description(), clean.description());
        addIfChanged(changed, "follower_count", pin.followerCount(), clean.followerCount());
        addIfChanged(changed, "poster_name", pin.posterName(), clean.posterName());
        addIfChanged(changed, "tag_list", pin.tagList(), clean.tagList());
        addIfChanged(changed, "is_image_or_video", pin.isImageOrVideo(), clean.isImageOrVideo());
        addIfChanged(changed, "image_src", pin.imageSrc(), clean.imageSrc());
        addIfChanged(changed, "save_location", pin.saveLocation(), clean.saveLocation());
        addIfChanged(changed, "category", pin.category(), clean.category());

        assertThat(kept.notes()).extracting(Note::field).containsExactlyInAnyOrderElementsOf(changed);
    }

    @Property
    void aNoteHoldsWhatItsFieldHeld(@ForAll("keptPins") Pin pin) {
        assertThat(kept(pin).notes())
                .allSatisfy(note -> assertThat(note.was())
                        .isEqualTo(
                                switch (note.field()) {
                                    case "title" -> pin.title();
                                    case "description" -> pin.description();
                                    case "follower_count" -> pin.followerCount();
                                    case "poster_name" -> pin.posterName();
                                    case "tag_list" -> pin.tagList();
                                    case "image_src" -> pin.imageSrc();
                                    case "save_location" -> pin.saveLocation();
                                    default -> throw new AssertionError(note);
                                }));
    }

    @Property
    void thereIsANoteForANameIffMoreThanASpaceCameBetween(
            @ForAll("texts") @Nullable String first, @ForAll("texts") @Nullable String last) {
        Kept<CleanUser> kept = kept(new User(1, first, last, 20, WHEN));
        String joined = first == null ? last : last == null ? first : first + " " + last;

        assertThat(kept.notes().isEmpty())
                .isEqualTo(Objects.equals(joined, kept.value().userName()));
    }

    @Property
    void aTitleIsTestedWithoutItsOuterSpaceAndKeptWithIt(
            @ForAll("spaces") String before, @ForAll("words") String title, @ForAll("spaces") String after) {
        String spaced = before + title + after;
        boolean missing = CleaningRule.TITLE_MISSING.sentinels().contains(title);

        assertThat(kept(withTitle(spaced)).value().title()).isEqualTo(missing ? null : spaced);
    }

    @Property
    void aCountIsTheSameWhateverSpaceStandsAroundIt(
            @ForAll("spaces") String before, @ForAll("words") String count, @ForAll("spaces") String after) {
        assertThat(FollowerCount.parse(before + count + after)).isEqualTo(FollowerCount.parse(count));
    }

    private static void addIfChanged(Set<String> changed, String field, @Nullable String raw, @Nullable String clean) {
        if (!Objects.equals(raw, clean)) {
            changed.add(field);
        }
    }

    /** A pin with the texts that the clean pin should contain. */
    private static Pin rawForm(CleanPin clean) {
        return new Pin(
                clean.index(),
                clean.uniqueId(),
                clean.title(),
                clean.description(),
                clean.posterName(),
                clean.followerCount() == null ? null : Long.toString(clean.followerCount()),
                clean.tagList(),
                clean.isImageOrVideo(),
                clean.imageSrc(),
                1,
                clean.saveLocation(),
                clean.category());
    }

    private static Pin withTitle(String title) {
        return new Pin(1, ID, title, null, null, null, null, null, null, 1, null, null);
    }

    private Kept<CleanPin> kept(Pin pin) {
        return (Kept<CleanPin>) cleaner.clean(pin);
    }

    private Kept<CleanUser> kept(User user) {
        return (Kept<CleanUser>) cleaner.clean(user);
    }

    @Provide
    Arbitrary<Pin> pins() {
        return pinsWith(Arbitraries.oneOf(Arbitraries.just(ID), texts()));
    }

    @Provide
    Arbitrary<Pin> keptPins() {
        return pinsWith(Arbitraries.create(() -> ID));
    }

    private Arbitrary<Pin> pinsWith(Arbitrary<String> ids) {
        return Combinators.combine(ids, texts().list().ofSize(9))
                .as((id, texts) -> new Pin(
                        7,
                        id,
                        texts.get(0),
                        texts.get(1),
                        texts.get(2),
                        texts.get(3),
                        texts.get(4),
                        texts.get(5),
                        texts.get(6),
                        1,
                        texts.get(7),
                        texts.get(8)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(CleanTexts.texts(), Arbitraries.strings());
    }

    @Provide
    Arbitrary<String> words() {
        return CleanTexts.words();
    }

    @Provide
    Arbitrary<String> spaces() {
        return CleanTexts.spaces();
    }
}
