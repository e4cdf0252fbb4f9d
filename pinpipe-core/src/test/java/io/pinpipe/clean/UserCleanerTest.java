package io.pinpipe.clean;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.User;
import io.pinpipe.clean.Cleaned.Kept;
import io.pinpipe.clean.Cleaned.Note;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserCleanerTest {

    private static final LocalDateTime JOINED = LocalDateTime.of(2015, 10, 24, 11, 23, 51);

    private final PostCleaner cleaner = new PostCleaner();

    @Test
    void theNamesAreJoinedByOneSpaceWithoutANote() {
        assertThat(cleaner.clean(new User(7528, "Abigail", "Ali", 20, JOINED)))
                .isEqualTo(new Kept<>(new CleanUser(7528, "Abigail Ali", 20, JOINED), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {
                "Abigail, NULL, Abigail",
                "NULL, Ali, Ali",
                "NULL, NULL, NULL",
                "Mary Ann, Lee, Mary Ann Lee",
                "None, null, None null"
            })
    void aNameThatIsNotThereLeavesNoSpaceAndNoNote(
            @Nullable String first, @Nullable String last, @Nullable String name) {
        assertThat(cleaner.clean(new User(1, first, last, 20, JOINED)))
                .isEqualTo(new Kept<>(new CleanUser(1, name, 20, JOINED), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "' Abigail', Ali, ' Abigail Ali', Abigail Ali",
        "'Abigail ', ' Ali ', 'Abigail   Ali ', Abigail Ali",
        "Abigail, '', 'Abigail ', Abigail",
        "' ', Ali, '  Ali', Ali",
    })
    void spacesAroundTheNamesAreTakenAwayWithANote(String first, String last, String was, String name) {
        assertThat(cleaner.clean(new User(1, first, last, 20, JOINED)))
                .isEqualTo(new Kept<>(
                        new CleanUser(1, name, 20, JOINED), List.of(new Note(CleaningRule.USER_NAME_SPACED, was))));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "NULL",
            value = {"'', '', ' '", "' ', '', '  '", "'', NULL, ''", "NULL, ' ', ' '"})
    void twoEmptyNamesAreNoNameWithANote(@Nullable String first, @Nullable String last, String was) {
        assertThat(cleaner.clean(new User(1, first, last, 20, JOINED)))
                .isEqualTo(new Kept<>(
                        new CleanUser(1, null, 20, JOINED), List.of(new Note(CleaningRule.USER_NAME_MISSING, was))));
    }
}
