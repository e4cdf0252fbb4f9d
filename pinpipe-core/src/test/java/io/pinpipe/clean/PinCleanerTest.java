package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Pin;
import io.pinpipe.clean.Cleaned.Dropped;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Cleaned.Note;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinCleanerTest {

    private static final String ID = "fbe53c66-3442-4773-b19e-d3ec6f54dddf";

    private final PostCleaner cleaner = new PostCleaner();

    @Test
    void aPinWithNothingToCleanIsKeptWithoutNotes() {
        Pin pin = new Pin(7, ID, "T", "D", "P", "12", "a,b", "image", "https://i/x.jpg", 1, "/data/art", "art");

        assertThat(cleaner.clean(pin))
                .isEqualTo(new Kept<>(
                        new CleanPin(7, ID, "T", "D", 12L, "P", "a,b", "image", "https://i/x.jpg", "/data/art", "art"),
                        List.of()));
    }

    @Test
    void aPinThatHoldsEverySentinelIsKeptWithOneNoteForEachFieldInColumnOrder() {
        Pin pin = new Pin(
                7528,
                ID,
                "No Title Data Available",
                "No description available Story format",
                "User Info Error",
                "User Info Error",
                "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e",
                "multi-video(story page format)",
                "Image src error.",
                0,
                "Local save in /data/mens-fashion",
                "mens-fashion");

        Kept<CleanPin> kept = kept(pin);

        assertThat(kept.value())
                .isEqualTo(new CleanPin(
                        7528,
                        ID,
                        null,
                        null,
                        null,
                        null,
                        null,
                        "multi-video(story page format)",
                        null,
                        "/data/mens-fashion",
                        "mens-fashion"));
        assertThat(kept.notes())
                .containsExactly(
                        new Note(CleaningRule.TITLE_MISSING, "No Title Data Available"),
                        new Note(CleaningRule.DESCRIPTION_MISSING, "No description available Story format"),
                        new Note(CleaningRule.FOLLOWER_COUNT_MISSING, "User Info Error"),
                        new Note(CleaningRule.POSTER_NAME_MISSING, "User Info Error"),
                        new Note(CleaningRule.TAG_LIST_MISSING, "N,o, ,T,a,g,s, ,A,v,a,i,l,a,b,l,e"),
                        new Note(CleaningRule.IMAGE_SRC_MISSING, "Image src error."),
                        new Note(CleaningRule.SAVE_LOCATION_PREFIXED, "Local save in /data/mens-fashion"));
    }

    @Test
    void nullsStayNullWithoutNotes() {
        Pin pin = new Pin(7, ID, null, null, null, null, null, null, null, 0, null, null);

        assertThat(cleaner.clean(pin))
                .isEqualTo(new Kept<>(
                        new CleanPin(7, ID, null, null, null, null, null, null, null, null, null), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No description available",
                "No description available Story format",
                "None",
                "null",
                "",
                "   ",
                " No description available\u00a0",
                "\tNone\n"
            })
    void eachWayToSayThatThereIsNoDescriptionIsNull(String description) {
        Kept<CleanPin> kept = kept(withDescription(description));

        assertThat(kept.value().description()).isNull();
        assertThat(kept.notes()).containsExactly(new Note(CleaningRule.DESCRIPTION_MISSING, description));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No description available story format",
                "no description available",
                "NONE",
                "Null",
                "None of these",
                " Cake… \u00a0",
                "N\u0000one"
            })
    void aDescriptionThatOnlyLooksLikeASentinelIsKeptAsItWas(String description) {
        Kept<CleanPin> kept = kept(withDescription(description));

        assertThat(kept.value().description()).isEqualTo(description);
        assertThat(kept.notes()).isEmpty();
    }

    @Test
    void anEmptyImageAddressIsNotASentinel() {
        assertThat(kept(pin("image_src", "")).value().imageSrc()).isEmpty();
    }

    @Test
    void theImageErrorIsKnownWithoutItsDotToo() {
        assertThat(kept(pin("image_src", "Image src error")).value().imageSrc()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "645, 645",
        "124k, 124000",
        "6M, 6000000",
        "1.2k, 1200",
        "1.2K, 1200",
        "12.345m, 12345000",
        "1.5b, 1500000000",
        "3B, 3000000000",
        "1.2000k, 1200",
        "007, 7",
        "' 124k ', 124000",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775k, 9223372036854775000",
        "9223372036.854775807b, 9223372036854775807",
    })
    void aFollowerCountIsReadAsAWholeNumber(String text, long count) {
        assertThat(kept(withFollowers(text)).value().followerCount()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k",
                ".",
                ".5k",
                "5.k",
                "1..2k",
                "1.2.3k",
                "1.2345k",
                "1.5",
                "1.0",
                "-5",
                "+5",
                "1,234",
                "1 k",
                "12kk",
                "1e3",
                "0x10",
                "\u0661\u0662",
                "many",
                "9223372036854775808",
                "9223372036854776k",
                "9223372036.854775808b",
                "99999999999999999999M",
                "NaN"
            })
    void whatIsNotAWholeNumberOfFollowersIsNullWithANote(String text) {
        Kept<CleanPin> kept = kept(withFollowers(text));

        assertThat(kept.value().followerCount()).isNull();
        assertThat(kept.notes()).containsExactly(new Note(CleaningRule.FOLLOWER_COUNT_NOT_A_COUNT, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"User Info Error", " User Info Error ", "", "None", "null"})
    void anUnknownFollowerCountIsNullAndNotZero(String text) {
        Kept<CleanPin> kept = kept(withFollowers(text));

        assertThat(kept.value().followerCount()).isNull();
        assertThat(kept.notes()).containsExactly(new Note(CleaningRule.FOLLOWER_COUNT_MISSING, text));
    }

    @Test
    void aPlainFollowerCountIsNotWorthANote() {
        assertThat(kept(withFollowers("645")).notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"124k", " 645", "645 ", "007"})
    void aFollowerCountWrittenAnotherWayIsNoted(String text) {
        assertThat(kept(withFollowers(text)).notes())
                .containsExactly(new Note(CleaningRule.FOLLOWER_COUNT_ABBREVIATED, text));
    }

    @ParameterizedTest
    @CsvSource({
        "Local save in /data/art, /data/art",
        "' Local save in /data/art ', '/data/art '",
        "Local save in Local save in /data/art, /data/art",
        "'Local save in  Local save in /data/art', /data/art",
        "'Local save in ', ''",
        "/data/art, /data/art",
        "Local save in/data/art, Local save in/data/art",
        "local save in /data/art, local save in /data/art",
        "'Saved: Local save in /data/art', 'Saved: Local save in /data/art'",
        "'', ''",
        "None, None",
    })
    void thePathIsWhatFollowsTheWords(String saveLocation, String path) {
        assertThat(kept(pin("save_location", saveLocation)).value().saveLocation())
                .isEqualTo(path);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "fbe53c66-3442-4773-b19e-d3ec6f54ddd",
                "fbe53c66-3442-4773-b19e-d3ec6f54dddff",
                "fbe53c66-3442-4773-b19e-d3ec6f54dddg",
                "fbe53c66-3442-4773-b19e_d3ec6f54dddf",
                "fbe53c663442-4773-b19e-d3ec-6f54dddf",
                "fbe53c66-3442-4773-b19e-d3ec6f54ddd\u0661",
                " fbe53c66-3442-4773-b19e-d3ec6f54dddf",
                "------------------------------------"
            })
    void aPinWithoutAUuidIsDroppedWithTheReason(@Nullable String uniqueId) {
        Pin pin = new Pin(7, uniqueId, "T", "D", "P", "12", "a", "image", "i", 1, "/data/art", "art");

        assertThat(cleaner.clean(pin))
                .isEqualTo(new Dropped<>(pin, new Note(CleaningRule.UNIQUE_ID_NOT_A_UUID, uniqueId)));
    }

    @Test
    void aUuidInCapitalsIsOne() {
        Pin pin = new Pin(
                7, "FBE53C66-3442-4773-B19E-D3EC6F54DDDF", null, null, null, null, null, null, null, 0, null, null);

        assertThat(kept(pin).value().uniqueId()).isEqualTo("FBE53C66-3442-4773-B19E-D3EC6F54DDDF");
    }

    private Pin withDescription(String description) {
        return pin("description", description);
    }

    private Pin withFollowers(String followers) {
        return pin("follower_count", followers);
    }

    private static Pin pin(String field, String value) {
        return new Pin(
                7,
                ID,
                "T",
                field.equals("description") ? value : "D",
                "P",
                field.equals("follower_count") ? value : "12",
                "a,b",
                "image",
                field.equals("image_src") ? value : "https://i/x.jpg",
                1,
                field.equals("save_location") ? value : "/data/art",
                "art");
    }

    private Kept<CleanPin> kept(Pin pin) {
        assertThat(cleaner.clean(pin)).isInstanceOf(Kept.class);
        return (Kept<CleanPin>) cleaner.clean(pin);
    }
}
