CREATE TABLE azure_devops_connection (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization     varchar(50) NOT NULL, -- the name, in lower case
    organization_id  uuid,                 -- absent if Azure DevOps sent no ID
    user_id          uuid NOT NULL,
    encrypted_token  bytea NOT NULL CHECK (octet_length(encrypted_token) <= 4125),
    token_expires_on date,                 -- if the user entered it
    last_warning     smallint,             -- the last warning sent: 14, 7 or 1 days before expiry
    next_check       timestamptz NOT NULL,
    first_rejection  timestamptz,          -- the first rejection after the last successful check
    set_aside_at     timestamptz,          -- when a check first failed in the application
    dropped_at       timestamptz,          -- when the connection was taken out of use
    drop_message     text                  -- why it was dropped, to show to its owner
);

CREATE INDEX ON azure_devops_connection (organization, next_check) WHERE dropped_at IS NULL;
