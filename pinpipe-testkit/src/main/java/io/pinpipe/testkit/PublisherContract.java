package io.pinpipe.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * The delivery contract of {@link io.pinpipe.Publisher}, as test cases; a transport's test class extends it and
 * supplies a harness.
 *
 * <p>A case that needs an {@link Ability} that the transport lacks is reported as not applicable. The class names those
 * cases in {@link #excused()}: a case that is excused but applies, or the other way round, fails.
 */
public abstract class PublisherContract
        implements RoundTripCases,
                MessageCases,
                LimitCases,
                RefusalCases,
                SilenceCases,
                OrderCases,
                BufferCases,
                CloseCases {

    private @Nullable ContractRun run;
    private String name = "";

    /** For subclasses. */
    protected PublisherContract() {}

    /**
     * Starts a service for one case.
     *
     * @return a new harness; closed after the case
     * @throws Exception when it cannot be started
     */
    protected abstract ContractHarness harness() throws Exception;

    /**
     * Returns what the cases send. A test class that extends the transport's own and returns {@link Subject#MESSAGES}
     * runs all cases for arbitrary records.
     *
     * @return {@link Subject#POSTS} by default
     */
    protected Subject subject() {
        return Subject.POSTS;
    }

    /**
     * Returns the cases that do not apply to the transport.
     *
     * @return names of test methods: exactly those whose abilities the transport lacks
     */
    protected abstract Set<String> excused();

    @BeforeEach
    final void begin(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName();
        run = new ContractRun(harness(), subject());
    }

    @AfterEach
    final void end() {
        ContractRun ended = run();
        ended.close();
        if (isCase(name)) {
            assertThat(ended.applies())
                    .as("%s applies, unless excused() names it", name)
                    .isEqualTo(!excused().contains(name));
        }
    }

    @Override
    public final ContractRun run() {
        return Objects.requireNonNull(run, "no case is running");
    }

    /** Tests added by a subclass are not cases and cannot be excused. */
    private static boolean isCase(String name) {
        return ContractCases.names().contains(name);
    }
}
