package io.pinpipe.rest;

import io.pinpipe.testkit.Subject;
import org.junit.jupiter.api.Tag;

/** The contract with the tests' own messages. */
@Tag("scale")
final class RestOnStrimziMessageContractTest extends RestOnStrimziContractTest {

    @Override
    protected Subject subject() {
        return Subject.MESSAGES;
    }
}
