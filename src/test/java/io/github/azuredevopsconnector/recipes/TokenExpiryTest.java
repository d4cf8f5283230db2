package io.github.azuredevopsconnector.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the recipe {@link TokenExpiry}. */
class TokenExpiryTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 12, 24);

    @ParameterizedTest(name = "{0} days left, last warning {1}: {2}")
    @CsvSource({
        "15,   ,",
        "14,   , 14",
        "14, 14,",
        "10,   , 14", // the application did not run four days ago
        " 7, 14,  7",
        " 6, 14,  7",
        " 6,  7,",
        " 3,   ,  7",
        " 1,  7,  1",
        " 0,  7,  1",
        " 0,  1,",
        "-1,   ,",
        "-1,  7,"
    })
    void aWarningIsDueOnceForEachThresholdUntilTheTokenExpires(
            int daysLeft, @Nullable Integer lastWarning, @Nullable Integer due) {
        assertThat(TokenExpiry.dueWarning(TODAY, TODAY.plusDays(daysLeft), optional(lastWarning)))
                .isEqualTo(optional(due));
    }

    @Test
    void anOwnerIsWarnedThreeTimes() {
        LocalDate expiresOn = TODAY.plusDays(30);
        TreeMap<LocalDate, Integer> warnings = new TreeMap<>();
        OptionalInt last = OptionalInt.empty();
        for (LocalDate today = TODAY; today.isBefore(expiresOn.plusDays(9)); today = today.plusDays(1)) {
            OptionalInt due = TokenExpiry.dueWarning(today, expiresOn, last);
            if (due.isPresent()) {
                warnings.put(today, due.getAsInt());
                last = due;
            }
        }

        assertThat(warnings)
                .hasSize(3)
                .containsEntry(expiresOn.minusDays(14), 14)
                .containsEntry(expiresOn.minusDays(7), 7)
                .containsEntry(expiresOn.minusDays(1), 1);
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
