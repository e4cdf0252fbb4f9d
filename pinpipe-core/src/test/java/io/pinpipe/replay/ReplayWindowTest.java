package io.pinpipe.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.replay.ReplayWindow.Sent;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {

    private final ReplayWindow window = new ReplayWindow(100);

    @Test
    void widePostsThatAreNotDoneLeaveNoRoom() {
        long half = ReplayWindow.MOST_BYTES / 2;
        Sent first = window.add(1, 2, half);
        assertThat(window.hasRoom()).isTrue();
        window.add(2, 1, half);
        assertThat(window.hasRoom()).isFalse();

        first.partDone();
        assertThat(window.hasRoom()).as("one of its two parts is done").isFalse();
        first.partDone();
        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void aPostThatIsWiderThanAllHasRoomByItself() {
        Sent wide = window.add(1, 1, 2 * ReplayWindow.MOST_BYTES);
        assertThat(window.hasRoom()).isFalse();

        wide.partDone();

        assertThat(window.hasRoom()).isTrue();
    }

    @Test
    void narrowPostsAreBoundedByTheirNumber() {
        for (int i = 0; i < 99; i++) {
            window.add(i, 1, 1);
        }
        assertThat(window.hasRoom()).isTrue();

        window.add(99, 1, 1);

        assertThat(window.hasRoom()).isFalse();
    }
}
