package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Specifies what an {@link AuthenticatedUser} contains, equals and prints. */
class AuthenticatedUserTest {

    private static final UUID ID = new UUID(1, 2);
    private static final AuthenticatedUser ZOE = AuthenticatedUser.of(ID, "Zoë \"Z\" <script>", "zoe@contoso.example");

    @Test
    void theNameAndTheAccountAreKeptAsGiven() {
        assertThat(ZOE.id()).isEqualTo(ID);
        assertThat(ZOE.displayName()).isEqualTo("Zoë \"Z\" <script>");
        assertThat(ZOE.account()).contains("zoe@contoso.example");
        assertThat(AuthenticatedUser.of(ID, "Zoë").account()).isEmpty();
    }

    @Test
    void twoUsersAreEqualIfAllTheirPropertiesAre() {
        assertThat(ZOE)
                .isEqualTo(AuthenticatedUser.of(ID, "Zoë \"Z\" <script>", "zoe@contoso.example"))
                .hasSameHashCodeAs(AuthenticatedUser.of(ID, "Zoë \"Z\" <script>", "zoe@contoso.example"))
                .isNotEqualTo(AuthenticatedUser.of(ID, "Zoë", "zoe@contoso.example"))
                .isNotEqualTo(AuthenticatedUser.of(ID, "Zoë \"Z\" <script>", "zoe@fabrikam.example"))
                .isNotEqualTo(AuthenticatedUser.of(ID, "Zoë \"Z\" <script>"))
                .isNotEqualTo(AuthenticatedUser.of(new UUID(1, 3), "Zoë \"Z\" <script>", "zoe@contoso.example"))
                .isNotEqualTo(ID)
                .isNotEqualTo(null);
        assertThat(ZOE.hashCode()).isNotEqualTo(AuthenticatedUser.of(ID, "Zoë").hashCode());
    }

    @Test
    void toStringContainsOnlyTheId() {
        assertThat(ZOE).hasToString("AuthenticatedUser[id=" + ID + "]");
    }
}
