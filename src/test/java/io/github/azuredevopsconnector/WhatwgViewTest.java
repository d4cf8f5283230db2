package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that an accepted input leads a browser to the same organization.
 *
 * <p>The rows apply the cases in the URL tests of the Web Platform Tests to addresses of this service. The host and the
 * segment are what {@code new URL()} of Node.js 20 returns for the trimmed input. The first of two schemes was removed,
 * and {@code https://} was added to input without a scheme. If that is not a URL, the host and the segment are empty.
 */
class WhatwgViewTest {

    static List<View> views() {
        return OrganizationUrlVectors.rows("whatwg-views.tsv").stream()
                .map(View::new)
                .collect(Collectors.toList());
    }

    @ParameterizedTest
    @MethodSource("views")
    void anAcceptedInputLeadsABrowserToTheSameOrganization(View view) {
        Optional<String> organization = OrganizationUrl.tryParse(view.text).map(OrganizationUrl::organization);

        organization.ifPresent(name -> assertThat(ParserRules.organizationAt(view.host, view.firstSegment))
                .isEqualTo(name));
        ParserRules.holdForUrl(view.text);
    }

    @Test
    void theRowsIncludeManyAcceptedAndManyRefusedInputs() {
        assertThat(views().stream().filter(View::isAccepted)).hasSizeGreaterThan(50);
        assertThat(views().stream().filter(view -> !view.isAccepted() && !view.host.isEmpty()))
                .hasSizeGreaterThan(50);
    }

    /** One row. */
    static final class View {
        final String text;
        final String trick;
        final String host;
        final String firstSegment;

        View(String[] cells) {
            text = OrganizationUrlVectors.unescape(cells[0]);
            trick = cells[1];
            host = cells[2];
            firstSegment = cells[3];
        }

        boolean isAccepted() {
            return OrganizationUrl.tryParse(text).isPresent();
        }

        @Override
        public String toString() {
            return trick + ": " + FuzzRun.literal(text);
        }
    }
}
