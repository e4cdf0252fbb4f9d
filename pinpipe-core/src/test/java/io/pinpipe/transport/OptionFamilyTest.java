package io.pinpipe.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OptionFamilyTest {

    private final Map<String, String> taken = new TreeMap<>();
    private final Options options =
            new Options().text("header.own", text -> taken.put("exact", text)).family("header.", taken::put);

    @Test
    void anOptionOfAFamilyIsTakenWithTheRestOfItsName() {
        options.apply(Map.of("header.X-Team", "blue"));

        assertThat(taken).containsExactly(Map.entry("X-Team", "blue"));
    }

    @Test
    void anOptionWithItsOwnNameIsNotTakenForOneOfAFamily() {
        options.apply(Map.of("header.own", "x"));

        assertThat(taken).containsExactly(Map.entry("exact", "x"));
    }

    @Test
    void thePrefixAloneIsUnknownAndTheKnownOnesNameTheFamily() {
        assertThatThrownBy(() -> options.apply(Map.of("header.", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown option 'header.'; known are header.own, header.<name>");
    }
}
