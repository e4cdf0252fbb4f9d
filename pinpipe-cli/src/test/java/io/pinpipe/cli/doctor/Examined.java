package io.pinpipe.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pinpipe.rds.RdsCredentials;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The doctor's findings for one setup. */
final class Examined {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Diagnosis diagnosis;

    private Examined(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    static Examined database(Supplier<RdsCredentials> credentials) {
        return examine(doctor -> doctor.database(credentials));
    }

    static Examined target(URI uri) {
        return target(uri, Map.of(), false);
    }

    static Examined target(URI uri, Map<String, String> options, boolean sendTest) {
        return target(new Target(uri, "0a1b2c3d4e5f", options, sendTest));
    }

    static Examined target(Target target) {
        return examine(doctor -> doctor.target(target));
    }

    /** For servers that never respond. */
    static Examined target(URI uri, Duration patience) {
        return examine(patience, doctor -> doctor.target(new Target(uri, "0a1b2c3d4e5f", Map.of(), false)));
    }

    /** Asserts that no hop is wrong. */
    Examined isWell() {
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.WRONG)
                .isEmpty();
        return this;
    }

    /** Asserts that only this hop is wrong. */
    Examined blames(String hop) {
        assertThat(diagnosis.findings())
                .filteredOn(finding -> finding.verdict() == Verdict.WRONG)
                .as(() -> lines().toString())
                .extracting(Finding::hop)
                .containsExactly(hop);
        assertThat(the(hop).advice()).isNotBlank();
        return this;
    }

    Examined saw(String hop, String part) {
        assertThat(the(hop).saw()).contains(part);
        return this;
    }

    Examined advises(String hop, String part) {
        assertThat(the(hop).advice()).contains(part);
        return this;
    }

    Examined has(String hop, Verdict verdict) {
        assertThat(the(hop).verdict()).as(() -> lines().toString()).isEqualTo(verdict);
        return this;
    }

    Examined doesNotShow(String secret) {
        assertThat(lines()).noneMatch(line -> line.contains(secret));
        return this;
    }

    List<String> lines() {
        return diagnosis.findings().stream().map(Finding::line).toList();
    }

    private Finding the(String hop) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.hop().equals(hop))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no hop '" + hop + "' in " + lines()));
    }

    private static Examined examine(Examination examination) {
        return examine(PATIENCE, examination);
    }

    private static Examined examine(Duration patience, Examination examination) {
        Doctor doctor = new Doctor(patience, finding -> {});
        try {
            examination.of(doctor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Examined(doctor.diagnosis());
    }

    /** An examination by the doctor. */
    private interface Examination {
        void of(Doctor doctor) throws InterruptedException;
    }
}
