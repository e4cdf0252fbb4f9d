package io.pinpipe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.Reason;
import io.pinpipe.transport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KinesisCodesTest {

    @ParameterizedTest
    @CsvSource({
        "ProvisionedThroughputExceededException, THROTTLED, true, false",
        "KMSThrottlingException, THROTTLED, true, false",
        "ThrottlingException, THROTTLED, true, false",
        "LimitExceededException, THROTTLED, true, false",
        "InternalFailure, UNAVAILABLE, true, true",
        "InternalFailureException, UNAVAILABLE, true, true",
        "ServiceUnavailable, UNAVAILABLE, true, true",
        "ServiceUnavailableException, UNAVAILABLE, true, true",
        "ResourceInUseException, UNAVAILABLE, true, false",
        "ResourceNotFoundException, NOT_FOUND, false, false",
        "UnknownOperationException, NOT_FOUND, false, false",
        "UnrecognizedClientException, UNAUTHENTICATED, true, false",
        "ExpiredTokenException, UNAUTHENTICATED, true, false",
        "InvalidSignatureException, UNAUTHENTICATED, true, false",
        "MissingAuthenticationTokenException, UNAUTHENTICATED, true, false",
        "AccessDeniedException, FORBIDDEN, false, false",
        "KMSDisabledException, FORBIDDEN, false, false",
        "KMSAccessDeniedException, FORBIDDEN, false, false",
        "InvalidArgumentException, INVALID, false, false",
        "ValidationException, INVALID, false, false",
        "SerializationException, INVALID, false, false",
    })
    void eachCodeMapsToItsReasonAndWhetherToRetryAndWhetherItMayBeStored(
            String code, Reason reason, boolean retriable, boolean maybeStored) {
        Outcome.Refused outcome = KinesisCodes.refused("kinesis.example", code, "");

        assertThat(outcome.reason()).isEqualTo(reason);
        assertThat(outcome.retriable()).isEqualTo(retriable);
        assertThat(outcome.maybeStored()).isEqualTo(maybeStored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Records size exceeds 5 MB limit",
                "Record 1 size 1100001 exceeds the stream's max record size of 1048576",
                "1 validation error detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=1048577 cap=1048577]' at"
                        + " 'records.2.member.data' failed to satisfy constraint: Member must have length less than or"
                        + " equal to 1048576",
                "1 validation error detected: Value '[…]' at 'records' failed to satisfy constraint: Member must have"
                        + " length less than or equal to 500",
            })
    void aRequestThatIsTooLargeMayBeSentAgainInParts(String message) {
        Outcome.Refused outcome = KinesisCodes.refused("kinesis.example", "ValidationException", message);

        assertThat(outcome.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(outcome.retriable()).isTrue();
    }

    @Test
    void aPartitionKeyThatIsTooLongDoesNotSplitTheBatch() {
        Outcome.Refused outcome = KinesisCodes.refused(
                "kinesis.example",
                "ValidationException",
                "Value 'x' at 'records.1.member.partitionKey' failed to satisfy constraint: Member must have length less"
                        + " than or equal to 256");

        assertThat(outcome.reason()).isEqualTo(Reason.INVALID);
    }

    @Test
    void aCodeThatIsNotListedIsNotRetriedAndMayHaveBeenStored() {
        Outcome.Refused outcome = KinesisCodes.refused("kinesis.example", "SomethingNewException", "");

        assertThat(outcome.reason()).isEqualTo(Reason.REJECTED);
        assertThat(outcome.retriable()).isFalse();
        assertThat(outcome.maybeStored()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceNotFoundException",
                "com.amazonaws.kinesis.v20131202#ResourceNotFoundException",
                "ResourceNotFoundException:http://internal.amazon.com/coral/com.amazonaws.kinesis/",
            })
    void aCodeIsReadWithItsNamespaceOrAddress(String code) {
        assertThat(KinesisCodes.refused("kinesis.example", code, "").reason()).isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void theDetailNamesTheHopTheCodeTheMessageAndWhatToDo() {
        Outcome.Refused outcome =
                KinesisCodes.refused("kinesis.example", "ResourceNotFoundException", "Stream s not found");

        assertThat(outcome.detail())
                .isEqualTo(
                        "kinesis.example returned ResourceNotFoundException, 'Stream s not found': create the stream,"
                                + " or correct its name or the region");
    }
}
