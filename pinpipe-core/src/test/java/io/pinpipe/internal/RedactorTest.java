package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

    private static final String SECRET = "hunter2-and-more";

    @Test
    void aTextIsPutOnOneLine() {
        assertThat(Redactor.brief("  one\r\n\ttwo \u0000 three ")).isEqualTo("one two three");
    }

    @Test
    void aLongTextEndsAfterTwoHundredCharacters() {
        assertThat(Redactor.brief("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    }

    @Test
    void aTextIsNotCutWithinACharacter() {
        assertThat(Redactor.brief("x".repeat(199) + "\ud83e\udd0d")).isEqualTo("x".repeat(199) + "…");
    }

    @Test
    void aKnownValueIsHidden() {
        assertThat(Redactor.of(List.of("k-123456")).text("key k-123456 is wrong"))
                .isEqualTo("key *** is wrong");
    }

    @Test
    void aLongerPartOfAKnownValueIsHiddenAlone() {
        assertThat(Redactor.of(List.of("Bearer abcdefgh")).text("abcdefgh is wrong"))
                .isEqualTo("*** is wrong");
    }

    @Test
    void thePasswordWithinALoginModulesOptionsIsHiddenAlone() {
        String jaas = "org.example.PlainLoginModule required username=\"u\" password=\"" + SECRET + "\";";

        assertThat(Redactor.of(List.of(jaas)).text("no such login: " + SECRET)).isEqualTo("no such login: ***");
    }

    @Test
    void aKnownValueIsHiddenBeforeTheTextIsCut() {
        assertThat(Redactor.of(List.of("k-123456")).text("x".repeat(195) + "k-123456"))
                .isEqualTo("x".repeat(195) + "***");
    }

    @Test
    void aValueOfAFewLettersIsNoSecret() {
        assertThat(Redactor.of(List.of("a")).text("a zone")).isEqualTo("a zone");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka://u:" + SECRET + "@host:9092",
                "https://u:p/" + SECRET + "@host/stage",
                "cannot parse 'http://" + SECRET + "@h'",
                "password=" + SECRET,
                "password = \"a " + SECRET + "\";",
                "{\"apiKey\": \"" + SECRET + "\"}",
                "x-api-key: " + SECRET,
                "Authorization: Bearer " + SECRET,
                "ssl.keystore.password=" + SECRET,
                "AWS_SECRET_ACCESS_KEY=" + SECRET,
                "https://host/?X-Amz-Signature=" + SECRET + "&x=1"
            })
    void whatLooksLikeASecretIsHidden(String text) {
        assertThat(Redactor.UNKNOWING.text(text)).doesNotContain(SECRET).contains("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The security token included in the request is invalid",
                "a record may be sent to https://host/stage/topics/u.pin",
                "mail me at a@b"
            })
    void whatIsNoSecretIsKept(String text) {
        assertThat(Redactor.UNKNOWING.text(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "sasl.jaas.config, true",
        "ssl.key.password, true",
        "ssl.keystore.key, true",
        "x-api-key, true",
        "Authorization, true",
        "linger.ms, false",
        "key.serializer, false"
    })
    void theNameOfASettingShowsWhetherItIsASecret(String name, boolean secret) {
        assertThat(Redactor.isSecretName(name)).isEqualTo(secret);
    }

    @Test
    void aRedactorShowsNothingOfWhatItKnows() {
        assertThat(Redactor.of(List.of(SECRET))).asString().doesNotContain(SECRET);
    }
}
