package io.pinpipe.rest;

import static org.assertj.core.api.Assertions.assertThat;

import okhttp3.Headers;
import org.junit.jupiter.api.Test;

class RequestRedactorTest {

    @Test
    void aTextIsPutOnOneLine() {
        assertThat(RequestRedactor.brief("  one\r\n\ttwo \u0000 three ")).isEqualTo("one two three");
    }

    @Test
    void aTextOfTwoHundredCharactersIsKeptWhole() {
        assertThat(RequestRedactor.brief("x".repeat(200))).isEqualTo("x".repeat(200));
    }

    @Test
    void aLongerTextEndsAfterTwoHundred() {
        assertThat(RequestRedactor.brief("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    }

    @Test
    void aTextIsNotCutWithinACharacter() {
        assertThat(RequestRedactor.brief("x".repeat(199) + "\ud83e\udd0d")).isEqualTo("x".repeat(199) + "…");
    }

    @Test
    void theValueOfAHeaderIsNotRepeated() {
        assertThat(redactor("X-Api-Key", "k-123456").text("key k-123456 is wrong"))
                .isEqualTo("key *** is wrong");
    }

    @Test
    void theTokenOfAHeaderIsNotRepeatedAlone() {
        assertThat(redactor("Authorization", "Bearer abcdefgh").text("token abcdefgh is wrong"))
                .isEqualTo("token *** is wrong");
    }

    @Test
    void theSignatureOfAHeaderIsNotRepeatedAlone() {
        String header =
                "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/execute-api/aws4_request, Signature=0123abcd";

        assertThat(redactor("Authorization", header)
                        .text("signature 0123abcd, credential AKID/20260101/us-east-1/execute-api" + "/aws4_request"))
                .isEqualTo("signature ***, credential ***");
    }

    @Test
    void aSecretIsTakenOutBeforeTheTextIsCut() {
        String text = "x".repeat(195) + "k-123456";

        assertThat(redactor("X-Api-Key", "k-123456").text(text)).isEqualTo("x".repeat(195) + "***");
    }

    @Test
    void whatIsNoSecretMayBeRepeated() {
        Headers headers = Headers.of("Content-Type", "application/json", "Accept", "text/plain", "X-Zone", "a");

        assertThat(new RequestRedactor(headers).text("application/json is not text/plain in zone a"))
                .isEqualTo("application/json is not text/plain in zone a");
    }

    private static RequestRedactor redactor(String name, String value) {
        return new RequestRedactor(Headers.of(name, value));
    }
}
