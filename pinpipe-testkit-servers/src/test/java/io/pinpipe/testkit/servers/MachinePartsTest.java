package io.pinpipe.testkit.servers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class MachinePartsTest {

    @Test
    void aPartThatIsThereLetsTheTestGoOn() {
        assertThatCode(() -> MachineParts.require("mysql8", true, "install libaio1", "mysql8"))
                .doesNotThrowAnyException();
    }

    @Test
    void aPartThatIsAbsentSkipsTheTestAndNamesTheRemedy() {
        assertThatThrownBy(() -> MachineParts.require("mysql8", false, "install libaio1", ""))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContainingAll("mysql8", "install libaio1");
    }

    @Test
    void anAbsentPartThatIsRequiredFailsTheTest() {
        assertThatThrownBy(() -> MachineParts.require("mysql8", false, "install libaio1", "kinesalite, mysql8"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContainingAll("mysql8", "install libaio1", MachineParts.PROPERTY);
    }

    @Test
    void aRequiredPartDoesNotRequireOneWhoseNameItContains() {
        assertThatThrownBy(() -> MachineParts.require("mysql", false, "install it", "mysql8"))
                .isInstanceOf(TestAbortedException.class);
    }
}
