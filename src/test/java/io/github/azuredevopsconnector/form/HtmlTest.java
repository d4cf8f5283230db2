package io.github.azuredevopsconnector.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Specifies how templates and texts become markup. */
class HtmlTest {

    @Test
    void textsInATemplateAreEscapedAndMarkupIsNot() {
        Html label = Html.template("scope.html", Map.of("label", "<b title=\"a\">&amp;'$1\\"));

        assertThat(label).hasToString("<li>&lt;b title=&quot;a&quot;&gt;&amp;amp;&#39;$1\\</li>\n");
        assertThat(Html.template("scope.html", Map.of("label", Html.constant("<b>"))))
                .hasToString("<li><b></li>\n");
    }

    @Test
    void aPlaceholderInATextIsNotFilledIn() {
        assertThat(Html.template("scope.html", Map.of("label", "{{label}}"))).hasToString("<li>{{label}}</li>\n");
    }

    @Test
    void bidirectionalControlCharactersAreLeftOut() {
        String all = "a\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069b";

        assertThat(Html.isolated(all)).hasToString("<bdi>ab</bdi>");
        assertThat(Html.isolated("\u05D0\u200D\u2065\u206A")).hasToString("<bdi>\u05D0\u200D\u2065\u206A</bdi>");
    }

    @Test
    void controlCharactersBecomeSpaces() {
        assertThat(Html.isolated("a\u0000b\nc\u007Fd\u0085e")).hasToString("<bdi>a b c d e</bdi>");
    }

    @Test
    void everyPlaceholderMustBeFilledIn() {
        assertThatNullPointerException()
                .isThrownBy(() -> Html.template("scope.html", Map.of()))
                .withMessage("{{label}}");
    }

    @Test
    void markupCanBeJoined() {
        assertThat(Html.join(List.of(Html.constant("<hr>"), Html.EMPTY, Html.isolated("a"))))
                .hasToString("<hr><bdi>a</bdi>");
    }
}
