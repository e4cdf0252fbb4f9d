package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pinpipe.clean.CleanEvent;
import io.pinpipe.clean.CleanGeo;
import io.pinpipe.clean.CleanGeo.Coordinates;
import io.pinpipe.clean.CleanPin;
import io.pinpipe.clean.CleanUser;
import io.pinpipe.json.InvalidPostException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class CleanJsonTest {

    private static final String ID = "fbe53c66-3442-4773-b19e-d3ec6f54dddf";
    private static final LocalDateTime WHEN = LocalDateTime.of(2020, 8, 28, 3, 52, 0);

    @Test
    void aPinHasItsColumnsInTheOrderOfTheCleanTable() {
        CleanPin pin = new CleanPin(
                7528,
                ID,
                "T \"q\"\n",
                "D…\u00a0🤍",
                124_000L,
                "P",
                "a,b",
                "image",
                "https://i/x.jpg",
                "/data/art",
                "art");

        assertThat(json(pin))
                .isEqualTo("{\"ind\":7528,\"unique_id\":\"" + ID
                        + "\",\"title\":\"T \\\"q\\\"\\n\",\"description\":\"D…\u00a0🤍\",\"follower_count\":124000,"
                        + "\"poster_name\":\"P\",\"tag_list\":\"a,b\",\"is_image_or_video\":\"image\","
                        + "\"image_src\":\"https://i/x.jpg\",\"save_location\":\"/data/art\",\"category\":\"art\"}");
    }

    @Test
    void whatAPinLacksIsNull() {
        CleanPin pin = new CleanPin(7, ID, null, null, null, null, null, null, null, null, null);

        assertThat(json(pin))
                .isEqualTo("{\"ind\":7,\"unique_id\":\"" + ID + "\",\"title\":null,\"description\":null,"
                        + "\"follower_count\":null,\"poster_name\":null,\"tag_list\":null,\"is_image_or_video\":null,"
                        + "\"image_src\":null,\"save_location\":null,\"category\":null}");
    }

    @Test
    void aPlaceHasItsCoordinatesAsNumbers() {
        assertThat(json(new CleanGeo(7, "Albania", new Coordinates(-89.9787, -173.293), WHEN)))
                .isEqualTo("{\"ind\":7,\"country\":\"Albania\",\"coordinates\":[-89.9787,-173.293],"
                        + "\"timestamp\":\"2020-08-28T03:52:00\"}");
    }

    @Test
    void aUserHasOneName() {
        assertThat(json(new CleanUser(7, "Abigail Ali", 20, WHEN)))
                .isEqualTo("{\"ind\":7,\"user_name\":\"Abigail Ali\",\"age\":20,"
                        + "\"date_joined\":\"2020-08-28T03:52:00\"}");
    }

    @Test
    void aCoordinateThatIsNotANumberIsRefusedByName() {
        assertThatThrownBy(() -> CleanJson.encode(new CleanGeo(7, "Albania", new Coordinates(1, Double.NaN), WHEN)))
                .isInstanceOf(InvalidPostException.class)
                .hasMessage("clean geo 7: coordinates holds NaN, which JSON cannot represent");
    }

    @Test
    void halfASurrogatePairIsRefusedByName() {
        assertThatThrownBy(() -> CleanJson.encode(new CleanUser(7, "? \ud83d", 20, WHEN)))
                .isInstanceOf(InvalidPostException.class)
                .hasMessage("clean user 7: user_name holds an unpaired surrogate, which UTF-8 cannot represent");
    }

    private static String json(CleanEvent event) {
        return new String(CleanJson.encode(event), StandardCharsets.UTF_8);
    }
}
