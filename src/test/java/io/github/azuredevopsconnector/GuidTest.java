package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies which input is a GUID. */
class GuidTest {

    @ParameterizedTest
    @ValueSource(strings = {"5a1d3c70-0000-4000-8000-0123456789ab", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF"})
    void aGuidIsReadInTheFormThatAzureDevOpsSends(String text) {
        assertThat(Guid.parse(text)).contains(UUID.fromString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-1-1-1-1",
                "not-a-guid",
                "5a1d3c70-0000-4000-8000-0123456789ab ",
                "5a1d3c7000004000800000123456789ab",
                "5a1d3c70-0000-4000-8000-0123456789abc",
                "5a1d3c70-0000-4000-8000-0123456789a",
                "{5a1d3c70-0000-4000-8000-0123456789}",
                "5a1d3c70-0000-4000-8000-0123456789ag",
                "5a1d3c700-000-4000-8000-0123456789ab",
                "5a1d3c70-00004-000-8000-0123456789ab",
                "5a1d3c70-0000-40008-000-0123456789ab",
                "5a1d3c70-0000-4000-80000-123456789ab",
                "-5a1d3c70-000-4000-8000-0123456789ab",
                "5a1d3c70-0000-4000-8000-01234567-9ab",
                "\uFF15a1d3c70-0000-4000-8000-0123456789ab",
                "5a1d3c70-0000-4000-8000-0123456789a\u0663",
                " 5a1d3c70-0000-4000-8000-0123456789a",
            })
    void inputInAnyOtherFormIsNotAGuid(String text) {
        assertThat(Guid.parse(text)).isEmpty();
    }
}
