package io.pinpipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @Test
    void aBuilderCopiesTheValue() {
        byte[] value = "before".getBytes(UTF_8);
        Message message = Message.builder("orders").value(value).build();

        value[0] = 'B';

        assertThat(message.value()).isEqualTo("before".getBytes(UTF_8));
    }

    @Test
    void aHeaderKeepsWhatWasGivenAlthoughTheArrayChanges() {
        byte[] header = {1, 2};
        Message message = Message.builder("orders").header("trace", header).build();

        header[0] = 9;

        assertThat(message.headers()).singleElement().satisfies(kept -> {
            assertThat(kept.name()).isEqualTo("trace");
            assertThat(kept.value()).containsExactly(1, 2);
        });
    }

    @Test
    void headersOfOneNameAreKeptInOrder() {
        Message message = Message.builder("orders")
                .header("hop", new byte[] {1})
                .header("hop", new byte[] {2})
                .build();

        assertThat(message.headers()).extracting(header -> header.value()[0]).containsExactly((byte) 1, (byte) 2);
    }

    @Test
    void aMessageHasNoKeyUnlessOneIsGiven() {
        Message message = Message.of("orders", null, new byte[0]);

        assertThat(message.key()).isNull();
        assertThat(message.partitionKey()).isNull();
    }

    @Test
    void theKeyIsAlsoThePartitionKey() {
        assertThat(Message.of("orders", "42", new byte[0]).partitionKey()).isEqualTo("42");
    }

    @Test
    void aPartitionKeyOfItsOwnLeavesTheKeyThatOrders() {
        Message message =
                Message.builder("orders").key("42").partitionKey("north").build();

        assertThat(message.key()).isEqualTo("42");
        assertThat(message.partitionKey()).isEqualTo("north");
    }

    @Test
    void aDestinationThatIsNoLegalNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.builder("../orders").build())
                .withMessageContaining("'../orders'");
    }

    @Test
    void anEmptyKeyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of("orders", "", new byte[0]))
                .withMessageContaining("key is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab\ud83e", "ab\udd14", "ab\ud83ec", "ab\ud83e\ud83e", "ab\udd14\ud83e"})
    void aKeyWithHalfASurrogatePairIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Message.of("orders", key, new byte[0]))
                .withMessage("the key has half a surrogate pair at index 2, which UTF-8 cannot encode: remove it or add"
                        + " the other half");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Message.builder("orders").key("42").partitionKey(key).build())
                .withMessageContaining("half a surrogate pair at index 2");
    }

    @Test
    void aKeyMayHoldWholeSurrogatePairs() {
        assertThat(Message.of("orders", "\ud83e\udd14ab\ud83e\udd14", new byte[0])
                        .key())
                .isEqualTo("\ud83e\udd14ab\ud83e\udd14");
    }

    @Test
    void itsTextHoldsNoValue() {
        Message message = Message.builder("orders")
                .key("42")
                .value("confidential".getBytes(UTF_8))
                .header("token", "secret".getBytes(UTF_8))
                .build();

        assertThat(message).hasToString("Message[orders, key 42, 12 bytes]");
    }
}
