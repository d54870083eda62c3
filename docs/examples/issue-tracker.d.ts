// Made from docs/openapi.json by: npm run client

export interface paths {
    "/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users
         * @description Active and deactivated ones, by id.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Create a user
         * @description The username and the e-mail address are unique regardless of case.
         */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One user
         * @description Deactivated users are shown too.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change, deactivate or reactivate a user
         * @description Users are never deleted: a deactivated one keeps issues and comments, but gets no new ones. With the scope write, users can change only themselves; changing others or `active` needs admin. The last user with a valid admin token cannot be deactivated (409 `LAST_ADMIN`).
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the labels by name, with the number of their issues
         * @description Deleted issues do not count.
         */
        get: operations["listLabels"];
        put?: never;
        /**
         * Create a label
         * @description Names are unique regardless of case, and keep the case they were first written in.
         */
        post: operations["createLabel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/labels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One label
         * @description With the number of its issues.
         */
        get: operations["getLabel"];
        put?: never;
        post?: never;
        /**
         * Delete a label, and remove it from every issue
         * @description Each of the issues has a new version, and an event in its history.
         */
        delete: operations["deleteLabel"];
        options?: never;
        head?: never;
        /**
         * Change a label
         * @description All its issues show the change at once.
         */
        patch: operations["updateLabel"];
        trace?: never;
    };
    "/issues/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import issues from a CSV; bad rows are reported, the others stored
         * @description Columns in any order and case: title (required), description, status, priority, assignee_id, or assignee (a username, read in rows without assignee_id), labels (`;`-separated), created_at, resolved_at, external_source and external_id. Each row is validated by itself, by the rules of `POST /issues`. A repetition with the same `Idempotency-Key` stores what is not stored yet, even after the server was killed. An assignee has to be active: in an export with deactivated ones, reactivate them or empty their cells.
         */
        post: operations["importIssues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export issues as a CSV, with the filters and the sort of the list
         * @description Streamed from one snapshot. What a spreadsheet would run as a formula, at the beginning of a cell or behind a semicolon, tab or line break in it, has a `'` before it, which the import takes off again. Disconnected when it takes longer than `EXPORT_TIMEOUT_SECONDS`.
         */
        get: operations["exportIssues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/external/{source}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The issue with this id in another tracker
         * @description The same as `GET /issues/{id}` shows, with the same `ETag`.
         */
        get: operations["getIssueByExternalId"];
        /**
         * Create or update the issue with this id in another tracker
         * @description The source is compared regardless of case, the id as it is; both are percent-encoded. What the request leaves out keeps its value, or has its default in a new issue. Of concurrent calls one creates the issue. A deleted issue has given its external id back. `If-None-Match: *` only creates, `If-Match: *` only updates.
         */
        put: operations["createOrUpdateIssue"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List, filter, sort and search the issues; newest first
         * @description All parameters can be combined. `next_cursor` leads to pages that neither repeat nor miss an issue while others are written. Status, priority, assignee and one label are read from indexes and stored counts; with other filters, with `q` or another sort a list takes the longer the more issues match.
         */
        get: operations["listIssues"];
        put?: never;
        /**
         * Create an issue
         * @description The issue begins at version 1, with its labels; unknown ones are created. With an `Idempotency-Key` the same request again creates nothing.
         */
        post: operations["createIssue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/bulk-status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set the status of many issues, all or none
         * @description One transaction: when an issue is unknown, or is not at the version that `versions` names, nothing is changed.
         */
        post: operations["setStatusOfIssues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One issue with its comments
         * @description Shows the first 100 comments; all of them are under `/issues/{id}/comments`. With `If-None-Match` an unchanged issue returns 304.
         */
        get: operations["getIssue"];
        put?: never;
        post?: never;
        /**
         * Delete an issue that is at the given version; it can be restored
         * @description The issue disappears from lists, counts, reports and search; its comments and its history are kept.
         */
        delete: operations["deleteIssue"];
        options?: never;
        head?: never;
        /**
         * Change an issue that is at the given version
         * @description What is absent stays, null clears (RFC 7396). Of any number of calls with one version exactly one succeeds; a call that changes nothing leaves the version.
         */
        patch: operations["updateIssue"];
        trace?: never;
    };
    "/issues/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring a deleted issue back
         * @description With its labels, comments and history. An issue that is not deleted stays as it is.
         */
        post: operations["restoreIssue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened to an issue, oldest first
         * @description Every change is recorded in its own transaction, and records are never changed. Texts of more than 1,000 characters are cut; the entry by itself has all of them.
         */
        get: operations["listTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{id}/timeline/{event_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One entry of the timeline, with its texts in full length
         * @description Entries never change.
         */
        get: operations["getTimelineEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{id}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace the labels of an issue; unknown ones are created
         * @description One transaction: no reader sees a part of it, and the labels are always a set that somebody sent.
         */
        put: operations["replaceLabels"];
        /**
         * Add labels to an issue, which keeps the ones it has; unknown ones are created
         * @description Concurrent calls all succeed, and none takes back what another has added. Labels that the issue has already change nothing. An issue has at most 100 labels.
         */
        post: operations["addLabels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{id}/labels/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove one label from an issue, by its name in any case
         * @description The name is percent-encoded (`a/b` is `a%2Fb`). 404 when the issue has no such label. The label itself stays. Clients resolve the names `.` and `..` as parts of a path: remove such a label with PUT.
         */
        delete: operations["removeLabel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the comments of an issue, oldest first
         * @description By page, or by cursor.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Comment on an issue
         * @description Increments `comments_count`, not the version of the issue.
         */
        post: operations["createComment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/issues/{id}/comments/{comment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a comment
         * @description The history of the issue keeps the text.
         */
        delete: operations["deleteComment"];
        options?: never;
        head?: never;
        /**
         * Edit a comment
         * @description The history of the issue keeps the previous text.
         */
        patch: operations["updateComment"];
        trace?: never;
    };
    "/issues/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change fields, labels and comments of many issues, all or none
         * @description One transaction, and one change that can be taken back. When an issue is unknown, or not at the version that its item names, or the filter finds another number than `expected_count`, nothing is changed. What changes nothing in an issue leaves it alone. Unknown labels of `add_labels` are created.
         */
        post: operations["changeIssues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every write that changed issues, newest first
         * @description One entry for each request or command, of any number of issues: an import is one change, however long it is. Responses of writes name theirs in the header `Change-Id`.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes/{change_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One change with its events
         * @description The events in pages, by issue, with texts of more than 1,000 characters cut. Those of issues that have been purged since are gone.
         */
        get: operations["getChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes/{change_id}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a change back, by a new change
         * @description What was set is set back, what was created is deleted (and can be restored), labels and comments likewise. What somebody has changed since is a conflict: with `refuse` nothing is changed, with `skip` the rest. Taking a revert back makes the change again. At most 10,000 issues.
         */
        post: operations["revertChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/top-assignees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who resolved most
         * @description Counts issues whose `resolved_at` is set, by their assignee.
         */
        get: operations["reportTopAssignees"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/latency": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long issues took to be resolved, the fastest assignee first
         * @description Hours from `created_at` to `resolved_at`, by assignee, rounded to 2 decimals. The average is exact; percentiles come from a histogram and are at most 2 % off.
         */
        get: operations["reportLatency"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many issues there are, by status and by priority
         * @description With the number of unassigned issues, and the oldest open one.
         */
        get: operations["reportSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/open-by-age": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many issues are open, by priority and by age
         * @description Open or in progress now; the most urgent priority first, the youngest issues first. `created_after` and `created_before` lead to the issues themselves in `GET /issues`.
         */
        get: operations["reportOpenByAge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/top-labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which labels most issues have
         * @description With `label`, the labels of the issues that have that one.
         */
        get: operations["reportTopLabels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/reports/throughput": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many issues were created and resolved in each period
         * @description Whole days, weeks from Monday, or months, in UTC, those without events included; at most 10,000 periods. With a filter, of the issues that match it now, but for purged ones.
         */
        get: operations["reportThroughput"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts per table, by status and priority, and recent activity
         * @description Rows of all tables; by status and priority without deleted issues.
         */
        get: operations["getStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check the integrity of the data
         * @description Foreign keys, orphans, timestamps, the search index, and the summaries against a recount.
         */
        get: operations["checkIntegrity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be cleaned up
         * @description Old issues, labels without an issue, and free space.
         */
        get: operations["getCleanupSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The newest 100 maintenance runs
         * @description Each with its user, time and result.
         */
        get: operations["listRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The backups, newest first
         * @description Each with its size, its time and what its manifest says.
         */
        get: operations["listBackups"];
        put?: never;
        /**
         * Make a verified backup
         * @description The server keeps running. The backup is verified before it is listed. One is made at a time (otherwise 503), only if there is space, and the newest ten made here are kept.
         */
        post: operations["createBackup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/vacuum": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return free space to the file system
         * @description The sizes before and after.
         */
        post: operations["vacuum"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/cleanup/old-issues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Purge issues resolved long ago, at most 1,000; a dry run by default
         * @description More can be purged only at the command line. Purged issues cannot be restored.
         */
        post: operations["purgeOldIssues"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/maintenance/cleanup/unused-labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove labels without an issue; a dry run by default
         * @description A label that only deleted issues have counts as used.
         */
        post: operations["removeUnusedLabels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live: the process responds; does not use the database
         * @description For a supervisor that restarts a process that hangs.
         */
        get: operations["checkLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready: the database responds, takes writes and has the current schema
         * @description For a load balancer: 503 while the database does not respond or takes no writes, while migrations are pending, and after data could not be read, until a check finds no damage.
         */
        get: operations["checkReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Links to the dashboard, documentation, health and metrics
         * @description Paths on this server, or URLs under `PUBLIC_URL`. A browser gets a page with these links.
         */
        get: operations["getLinks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics of the server, in the Prometheus format
         * @description Aggregated over all workers.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        UserResponse: {
            /** @example 1 */
            id: number;
            /** @example alice */
            username: string;
            /** @example alice@example.com */
            email: string;
            /** @example Alice Johnson */
            full_name: string | null;
            /** @example true */
            active: boolean;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_at: string;
        };
        CreateUserRequest: {
            /** @example erin */
            username: string;
            /** @example erin@example.com */
            email: string;
            /** @example Erin Miller */
            full_name?: string | null;
        };
        UpdateUserRequest: {
            /** @example alice */
            username?: string;
            /** @example alice@example.com */
            email?: string;
            /** @example Alice Johnson */
            full_name?: string | null;
            /**
             * @description With false, the user can neither be assigned nor comment.
             * @example true
             */
            active?: boolean;
        };
        CountedLabelResponse: {
            /** @example 1 */
            id: number;
            /** @example bug */
            name: string;
            /** @example #d73a4a */
            color: string;
            /** @example Something does not work */
            description: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_at: string;
            /**
             * @description Issues that carry the label.
             * @example 3
             */
            issues_count: number;
        };
        CreateLabelRequest: {
            /** @example regression */
            name: string;
            /** @example #d73a4a */
            color?: string;
            /** @example Something does not work */
            description?: string | null;
        };
        UpdateLabelRequest: {
            /** @example bug */
            name?: string;
            /** @example #d73a4a */
            color?: string;
            /** @example Something does not work */
            description?: string | null;
        };
        /** @enum {string} */
        OnExisting: "error" | "skip" | "update";
        /** @enum {string} */
        ImportFormat: "github" | "gitlab" | "jira" | "linear" | "redmine";
        ImportRowFaults: {
            /**
             * @description Counts records; the header is 1.
             * @example 3
             */
            row_number: number;
            /**
             * @example [
             *       "assignee_id: no user 99"
             *     ]
             */
            errors: string[];
        };
        ImportedChange: {
            /**
             * @description A field of the issue, `labels`, `comments` or `deleted`.
             * @example status
             */
            field: string;
            /**
             * @description Text of more than 1,000 characters is cut.
             * @example open
             */
            from: string | number | boolean | null;
            /**
             * @description Text of more than 1,000 characters is cut.
             * @example resolved
             */
            to: string | number | boolean | null;
            /**
             * @description Counts records; the header is 1.
             * @example 2
             */
            row_number: number;
            /**
             * @description Null for an issue that the file creates.
             * @example null
             */
            issue_id: number | null;
        };
        ImportResponse: {
            /** @example 3 */
            total_rows: number;
            /** @example 2 */
            successful: number;
            /** @example 1 */
            failed: number;
            /** @description At most 1,000 rows. */
            errors: components["schemas"]["ImportRowFaults"][];
            /** @example false */
            errors_truncated: boolean;
            /** @example [] */
            ignored_columns: string[];
            /**
             * @description Successful rows with a new issue.
             * @example 2
             */
            created: number;
            /**
             * @description Successful rows that changed an issue; the rest of them found it as it should be.
             * @example 0
             */
            updated: number;
            /**
             * @description The change that all stored rows are part of; null when none is stored.
             * @example 42
             */
            change_id: number | null;
            /** @description Only of a dry run: what would change, the first 1,000. */
            changes?: components["schemas"]["ImportedChange"][];
            /**
             * @description Only of a dry run: how many more there are.
             * @example 0
             */
            more_changes?: number;
        };
        /** @enum {string} */
        IssueStatus: string;
        /** @enum {string} */
        IssuePriority: string;
        LabelResponse: {
            /** @example 1 */
            id: number;
            /** @example bug */
            name: string;
            /** @example #d73a4a */
            color: string;
            /** @example Something does not work */
            description: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_at: string;
        };
        ExternalIdResponse: {
            /** @example github */
            source: string;
            /** @example 1234 */
            id: string;
        };
        CommentResponse: {
            /** @example 11 */
            id: number;
            /** @example 7 */
            issue_id: number;
            /** @example 2 */
            author_id: number;
            author: components["schemas"]["UserResponse"];
            /** @example I can reproduce this. */
            body: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_at: string;
        };
        IssueDetailResponse: {
            /** @example 7 */
            id: number;
            /** @example Fix login bug */
            title: string;
            /** @example null */
            description: string | null;
            /** @example open */
            status: components["schemas"]["IssueStatus"];
            /** @example high */
            priority: components["schemas"]["IssuePriority"];
            /**
             * @description One higher after each change.
             * @example 1
             */
            version: number;
            /** @example 1 */
            assignee_id: number | null;
            assignee: components["schemas"]["UserResponse"] | null;
            /** @description Sorted by name. */
            labels: components["schemas"]["LabelResponse"][];
            /** @example 0 */
            comments_count: number;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            resolved_at: string | null;
            /** @description Where the issue comes from, if it was created by an external id. */
            external_id: components["schemas"]["ExternalIdResponse"] | null;
            /** @description Oldest first, at most 100. */
            comments: components["schemas"]["CommentResponse"][];
        };
        ExternalIssueRequest: {
            /** @example Fix login bug */
            title: string;
            /** @example The button does nothing. */
            description?: string | null;
            /** @default open */
            status: components["schemas"]["IssueStatus"];
            /** @default medium */
            priority: components["schemas"]["IssuePriority"];
            /**
             * @description An active user, or null.
             * @example 1
             */
            assignee_id?: number | null;
            /**
             * @description Distinct regardless of case.
             * @example [
             *       "bug",
             *       "urgent"
             *     ]
             */
            label_names?: string[];
            /**
             * @description The version that the issue must have; 409 when it has another, or does not exist.
             * @example 1
             */
            version?: number;
        };
        IssueResponse: {
            /** @example 7 */
            id: number;
            /** @example Fix login bug */
            title: string;
            /** @example null */
            description: string | null;
            /** @example open */
            status: components["schemas"]["IssueStatus"];
            /** @example high */
            priority: components["schemas"]["IssuePriority"];
            /**
             * @description One higher after each change.
             * @example 1
             */
            version: number;
            /** @example 1 */
            assignee_id: number | null;
            assignee: components["schemas"]["UserResponse"] | null;
            /** @description Sorted by name. */
            labels: components["schemas"]["LabelResponse"][];
            /** @example 0 */
            comments_count: number;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            resolved_at: string | null;
            /** @description Where the issue comes from, if it was created by an external id. */
            external_id: components["schemas"]["ExternalIdResponse"] | null;
        };
        CreateIssueRequest: {
            /** @example Fix login bug */
            title: string;
            /** @example The button does nothing. */
            description?: string | null;
            /** @default open */
            status: components["schemas"]["IssueStatus"];
            /** @default medium */
            priority: components["schemas"]["IssuePriority"];
            /**
             * @description An active user, or null.
             * @example 1
             */
            assignee_id?: number | null;
            /**
             * @description Distinct regardless of case.
             * @example [
             *       "bug",
             *       "urgent"
             *     ]
             */
            label_names?: string[];
        };
        IssuePageResponse: {
            /** @example 42 */
            total: number;
            /**
             * @description Null with a cursor.
             * @example 1
             */
            page: number | null;
            /** @example 20 */
            page_size: number;
            /** @example 3 */
            total_pages: number;
            /**
             * @description The `cursor` of the next page, stable under concurrent writes; null on the last page.
             * @example Sk3vZ1lWWy1jcmVhdGVkX2F0Il0
             */
            next_cursor: string | null;
            items: components["schemas"]["IssueResponse"][];
        };
        BulkStatusRequest: {
            /**
             * @example [
             *       1,
             *       2,
             *       3
             *     ]
             */
            issue_ids: number[];
            /** @example resolved */
            status: components["schemas"]["IssueStatus"];
            /**
             * @description The version that each issue has to be at, by its id in `issue_ids`.
             * @example {
             *       "1": 1
             *     }
             */
            versions?: {
                [key: string]: number;
            };
        };
        PreviewedChange: {
            /**
             * @description A field of the issue, `labels`, `comments` or `deleted`.
             * @example status
             */
            field: string;
            /**
             * @description Text of more than 1,000 characters is cut.
             * @example open
             */
            from: string | number | boolean | null;
            /**
             * @description Text of more than 1,000 characters is cut.
             * @example resolved
             */
            to: string | number | boolean | null;
            /** @example 7 */
            issue_id: number;
        };
        BulkStatusResponse: {
            /** @description Only of a dry run: what would change, the first 1,000. */
            changes?: components["schemas"]["PreviewedChange"][];
            /**
             * @description Only of a dry run: how many more there are.
             * @example 0
             */
            more_changes?: number;
            /** @example 3 */
            updated_count: number;
            /**
             * @example [
             *       1,
             *       2,
             *       3
             *     ]
             */
            issue_ids: number[];
            /** @example resolved */
            status: components["schemas"]["IssueStatus"];
        };
        UpdateIssueRequest: {
            /** @example Fix login bug */
            title?: string;
            /** @example Only since the upgrade. */
            description?: string | null;
            /** @example in_progress */
            status?: components["schemas"]["IssueStatus"];
            /** @example high */
            priority?: components["schemas"]["IssuePriority"];
            /**
             * @description An active user, or null.
             * @example 1
             */
            assignee_id?: number | null;
            /**
             * @description The version that the change was made from; required without If-Match.
             * @example 1
             */
            version?: number;
        };
        CreatedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "created";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "title": "Fix login bug",
             *       "status": "open",
             *       "priority": "high",
             *       "assignee_id": 1
             *     }
             */
            details: {
                title: string;
                /** @enum {string} */
                status: "open" | "in_progress" | "resolved" | "closed";
                /** @enum {string} */
                priority: "low" | "medium" | "high" | "critical";
                assignee_id: number | null;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        UpdatedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "updated";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "field": "priority",
             *       "from": "medium",
             *       "to": "high"
             *     }
             */
            details: {
                /** @enum {string} */
                field: "title" | "description" | "priority";
                from: string | null;
                to: string | null;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        StatusChangedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "status_changed";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "from": "open",
             *       "to": "resolved"
             *     }
             */
            details: {
                /** @enum {string} */
                from: "open" | "in_progress" | "resolved" | "closed";
                /** @enum {string} */
                to: "open" | "in_progress" | "resolved" | "closed";
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        AssignedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "assigned";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "from": null,
             *       "to": 1
             *     }
             */
            details: {
                from: number | null;
                to: number | null;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        LabelAddedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "label_added";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "label_id": 1,
             *       "name": "bug"
             *     }
             */
            details: {
                label_id: number;
                name: string;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        LabelRemovedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "label_removed";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "label_id": 1,
             *       "name": "bug"
             *     }
             */
            details: {
                label_id: number;
                name: string;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        CommentAddedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "comment_added";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "comment_id": 11,
             *       "body": "I can reproduce this."
             *     }
             */
            details: {
                comment_id: number;
                body: string;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        CommentEditedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "comment_edited";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "comment_id": 11,
             *       "from": "I can reproduce this.",
             *       "to": "I can reproduce this on Linux."
             *     }
             */
            details: {
                comment_id: number;
                from: string;
                to: string;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        CommentDeletedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "comment_deleted";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "comment_id": 11,
             *       "body": "I can reproduce this."
             *     }
             */
            details: {
                comment_id: number;
                body: string;
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        DeletedEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "deleted";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {}
             */
            details: {
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        RestoredEntry: {
            /** @example 42 */
            id: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            event_type: "restored";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {}
             */
            details: {
                /**
                 * @description In a list: a text has more than 1,000 characters, and is cut.
                 * @enum {boolean}
                 */
                truncated?: true;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
        };
        ReplaceLabelsRequest: {
            /**
             * @description Distinct regardless of case.
             * @example [
             *       "bug",
             *       "urgent"
             *     ]
             */
            label_names: string[];
            /**
             * @description The expected version; 409 when it differs.
             * @example 1
             */
            version?: number;
        };
        AddLabelsRequest: {
            /**
             * @description Distinct regardless of case.
             * @example [
             *       "bug",
             *       "urgent"
             *     ]
             */
            label_names: string[];
            /**
             * @description The expected version; 409 when it differs.
             * @example 1
             */
            version?: number;
        };
        CommentPageResponse: {
            /** @example 42 */
            total: number;
            /**
             * @description Null with a cursor.
             * @example 1
             */
            page: number | null;
            /** @example 20 */
            page_size: number;
            /** @example 3 */
            total_pages: number;
            /**
             * @description The `cursor` of the next page, stable under concurrent writes; null on the last page.
             * @example Sk3vZ1lWWy1jcmVhdGVkX2F0Il0
             */
            next_cursor: string | null;
            items: components["schemas"]["CommentResponse"][];
        };
        CreateCommentRequest: {
            /** @example I can reproduce this. */
            body: string;
            /**
             * @description An active user; by default the user of the token.
             * @example 2
             */
            author_id?: number;
        };
        UpdateCommentRequest: {
            /** @example I can reproduce this. */
            body: string;
        };
        BulkFields: {
            /** @example Fix login bug */
            title?: string;
            /** @example Only since the upgrade. */
            description?: string | null;
            /** @example in_progress */
            status?: components["schemas"]["IssueStatus"];
            /** @example high */
            priority?: components["schemas"]["IssuePriority"];
            /**
             * @description An active user, or null.
             * @example 1
             */
            assignee_id?: number | null;
        };
        BulkFilter: {
            /**
             * @description One of these. Repeated or comma-separated.
             * @example [
             *       "open",
             *       "in_progress"
             *     ]
             */
            status?: components["schemas"]["IssueStatus"][];
            /**
             * @description None of these. Repeated or comma-separated.
             * @example [
             *       "open",
             *       "in_progress"
             *     ]
             */
            status_not?: components["schemas"]["IssueStatus"][];
            /**
             * @description One of these. Repeated or comma-separated.
             * @example [
             *       "low",
             *       "medium"
             *     ]
             */
            priority?: components["schemas"]["IssuePriority"][];
            /**
             * @description None of these. Repeated or comma-separated.
             * @example [
             *       "low",
             *       "medium"
             *     ]
             */
            priority_not?: components["schemas"]["IssuePriority"][];
            /**
             * @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated.
             * @example [
             *       "1"
             *     ]
             */
            assignee_id?: string[];
            /**
             * @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several.
             * @example [
             *       "alice"
             *     ]
             */
            assignee?: string[];
            /**
             * @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several.
             * @example [
             *       "alice"
             *     ]
             */
            assignee_not?: string[];
            /**
             * @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several.
             * @example [
             *       "alice"
             *     ]
             */
            created_by?: string[];
            /**
             * @description The issue has all of these. Names of labels, regardless of case; repeated for several.
             * @example [
             *       "bug"
             *     ]
             */
            label?: string[];
            /**
             * @description The issue has at least one of these. Names of labels, regardless of case; repeated for several.
             * @example [
             *       "bug"
             *     ]
             */
            label_any?: string[];
            /**
             * @description The issue has none of these. Names of labels, regardless of case; repeated for several.
             * @example [
             *       "bug"
             *     ]
             */
            label_not?: string[];
            /**
             * @description The issue comes from this tracker, whatever its id there.
             * @example github
             */
            external_source?: string;
            /**
             * @description The issue has this id in another tracker: with `external_source`, the only one.
             * @example 1234
             */
            external_id?: string;
            /**
             * @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first.
             * @example login "wrong password" -mobile
             */
            q?: string;
            /**
             * Format: date-time
             * @description Issues created after this.
             * @example 2026-11-23T07:25:48.123Z
             */
            created_after?: string;
            /**
             * Format: date-time
             * @description Issues created before this.
             * @example 2026-11-23T07:25:48.123Z
             */
            created_before?: string;
            /**
             * Format: date-time
             * @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before.
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_after?: string;
            /**
             * Format: date-time
             * @description Issues changed before this.
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_before?: string;
            /**
             * Format: date-time
             * @description Issues resolved after this.
             * @example 2026-11-23T07:25:48.123Z
             */
            resolved_after?: string;
            /**
             * Format: date-time
             * @description Issues resolved before this.
             * @example 2026-11-23T07:25:48.123Z
             */
            resolved_before?: string;
        };
        BulkComment: {
            /** @example I can reproduce this. */
            body: string;
            /**
             * @description An active user; by default the user of the token.
             * @example 2
             */
            author_id?: number;
        };
        BulkRequest: {
            /**
             * @description Issues with distinct ids, each at its version if that is given.
             * @example [
             *       {
             *         "id": 1,
             *         "version": 1
             *       },
             *       {
             *         "id": 2
             *       }
             *     ]
             */
            items?: {
                id: number;
                version?: number;
            }[];
            /**
             * @description The filters of the list, instead of `items`.
             * @example {
             *       "label": [
             *         "bug"
             *       ]
             *     }
             */
            filter?: components["schemas"]["BulkFilter"];
            /**
             * @description How many issues the filter has to find; required with it.
             * @example 1
             */
            expected_count?: number;
            /**
             * @description Fields that all issues get; absent ones are kept, null clears.
             * @example {
             *       "priority": "high"
             *     }
             */
            set?: components["schemas"]["BulkFields"];
            /**
             * @description Distinct regardless of case.
             * @example [
             *       "bug",
             *       "urgent"
             *     ]
             */
            add_labels?: string[];
            /**
             * @description Distinct regardless of case.
             * @example [
             *       "bug",
             *       "urgent"
             *     ]
             */
            remove_labels?: string[];
            /**
             * @description A comment on each issue.
             * @example {
             *       "body": "All at once."
             *     }
             */
            comment?: components["schemas"]["BulkComment"];
            /**
             * @description Hides the issues, as `DELETE /issues/{id}` does.
             * @example false
             */
            delete?: boolean;
        };
        BulkResponse: {
            /** @description Only of a dry run: what would change, the first 1,000. */
            changes?: components["schemas"]["PreviewedChange"][];
            /**
             * @description Only of a dry run: how many more there are.
             * @example 0
             */
            more_changes?: number;
            /**
             * @description Null when nothing has changed, and of a dry run.
             * @example 42
             */
            change_id: number | null;
            /** @example 2 */
            updated_count: number;
            /** @example 0 */
            unchanged_count: number;
            /**
             * @description Those that have changed.
             * @example [
             *       1,
             *       2
             *     ]
             */
            issue_ids: number[];
        };
        /** @enum {string} */
        ChangeKind: "create" | "update" | "labels" | "comment" | "delete" | "restore" | "bulk" | "import" | "label_deletion" | "sample_data" | "revert";
        ChangeResponse: {
            /** @example 42 */
            id: number;
            /** @example bulk */
            kind: components["schemas"]["ChangeKind"];
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /** @description Null when the user is unknown. */
            actor: components["schemas"]["UserResponse"] | null;
            /**
             * @description The `X-Request-Id`; null for a command.
             * @example 3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11
             */
            request_id: string | null;
            /**
             * @description Issues that it changed, also those that have been purged since.
             * @example 12
             */
            issues_count: number;
            /**
             * @description The change that this one took back.
             * @example null
             */
            reverts: number | null;
            /**
             * @description The last change that took this one back.
             * @example 43
             */
            reverted_by: number | null;
        };
        ChangeEventResponse: {
            /** @example 42 */
            id: number;
            /**
             * @example status_changed
             * @enum {string}
             */
            event_type: "created" | "updated" | "status_changed" | "assigned" | "label_added" | "label_removed" | "comment_added" | "comment_edited" | "comment_deleted" | "deleted" | "restored";
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            timestamp: string;
            /**
             * @description `from` and `to`, with `field` for `updated`; or what was added or removed.
             * @example {
             *       "from": "open",
             *       "to": "resolved"
             *     }
             */
            details: {
                [key: string]: unknown;
            };
            /** @description Null when the user is unknown. */
            user: components["schemas"]["UserResponse"] | null;
            /** @example 7 */
            issue_id: number;
        };
        ChangeDetailResponse: {
            /** @example 42 */
            id: number;
            /** @example bulk */
            kind: components["schemas"]["ChangeKind"];
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /** @description Null when the user is unknown. */
            actor: components["schemas"]["UserResponse"] | null;
            /**
             * @description The `X-Request-Id`; null for a command.
             * @example 3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11
             */
            request_id: string | null;
            /**
             * @description Issues that it changed, also those that have been purged since.
             * @example 12
             */
            issues_count: number;
            /**
             * @description The change that this one took back.
             * @example null
             */
            reverts: number | null;
            /**
             * @description The last change that took this one back.
             * @example 43
             */
            reverted_by: number | null;
            /** @description By issue, oldest first. */
            events: components["schemas"]["ChangeEventResponse"][];
        };
        /**
         * @description What has been changed since: refuse the whole revert, or leave it as it is.
         * @enum {string}
         */
        OnConflict: string;
        RevertRequest: {
            /**
             * @description What has been changed since: refuse the whole revert, or leave it as it is.
             * @default refuse
             */
            on_conflict: components["schemas"]["OnConflict"];
        };
        RevertConflict: {
            /** @example 7 */
            issue_id: number;
            /**
             * @description A field of the issue, `labels`, `comments` or `deleted`.
             * @example status
             */
            field: string;
            /**
             * @description Of `labels`: which one.
             * @example bug
             */
            label?: string;
            /**
             * @description Of `comments`: which one.
             * @example 11
             */
            comment_id?: number;
            /**
             * @description The change since then; null for one from before there were changes, or for a user who cannot be assigned any more.
             * @example 43
             */
            changed_by: number | null;
        };
        RevertResponse: {
            /** @description Only of a dry run: what would change, the first 1,000. */
            changes?: components["schemas"]["PreviewedChange"][];
            /**
             * @description Only of a dry run: how many more there are.
             * @example 0
             */
            more_changes?: number;
            /**
             * @description The change that takes the other one back; null when there was nothing to do.
             * @example 44
             */
            change_id: number | null;
            /**
             * @description Issues that have changed.
             * @example 12
             */
            updated_count: number;
            /** @description What was left as it is, the first 1,000; empty with `refuse`. */
            conflicts: components["schemas"]["RevertConflict"][];
            /**
             * @description How many more there are.
             * @example 0
             */
            more_conflicts: number;
        };
        TopAssigneeResponse: {
            /** @example 1 */
            assignee_id: number;
            assignee: components["schemas"]["UserResponse"];
            /** @example 12 */
            resolved_count: number;
        };
        LatencyResponse: {
            /** @example 1 */
            assignee_id: number;
            assignee: components["schemas"]["UserResponse"];
            /** @example 12 */
            resolved_count: number;
            /**
             * @description From created_at to resolved_at; exact.
             * @example 20.25
             */
            average_resolution_hours: number;
            /**
             * @description Nearest rank; at most 2 % off, and 0.01.
             * @example 18.5
             */
            p50_hours: number;
            /**
             * @description Nearest rank; at most 2 % off, and 0.01.
             * @example 40.12
             */
            p90_hours: number;
            /**
             * @description Nearest rank; at most 2 % off, and 0.01.
             * @example 51.3
             */
            p95_hours: number;
        };
        OldestOpenResponse: {
            /** @example 7 */
            id: number;
            /** @example Fix login bug */
            title: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
        };
        SummaryResponse: {
            /** @example 46 */
            total: number;
            /**
             * @example {
             *       "open": 10,
             *       "in_progress": 11,
             *       "resolved": 12,
             *       "closed": 13
             *     }
             */
            by_status: {
                open?: number;
                in_progress?: number;
                resolved?: number;
                closed?: number;
            };
            /**
             * @example {
             *       "low": 10,
             *       "medium": 11,
             *       "high": 12,
             *       "critical": 13
             *     }
             */
            by_priority: {
                low?: number;
                medium?: number;
                high?: number;
                critical?: number;
            };
            /** @example 5 */
            unassigned: number;
            oldest_open: components["schemas"]["OldestOpenResponse"] | null;
        };
        OpenAgeResponse: {
            /** @example high */
            priority: components["schemas"]["IssuePriority"];
            /** @example 7 */
            from_days: number;
            /**
             * @description Null for the oldest.
             * @example 30
             */
            to_days: number | null;
            /**
             * Format: date-time
             * @description With this the list has the same issues.
             * @example 2026-11-23T07:25:48.123Z
             */
            created_after: string | null;
            /**
             * Format: date-time
             * @description Null for the newest.
             * @example 2026-11-23T07:25:48.123Z
             */
            created_before: string | null;
            /**
             * @description Open or in progress.
             * @example 12
             */
            issues: number;
        };
        TopLabelResponse: {
            /** @example 1 */
            label_id: number;
            label: components["schemas"]["LabelResponse"];
            /** @example 31 */
            issues_count: number;
            /**
             * @description Of them open or in progress.
             * @example 12
             */
            open_count: number;
        };
        /** @enum {string} */
        Interval: "day" | "week" | "month";
        ThroughputResponse: {
            /**
             * Format: date-time
             * @example 2026-11-23T00:00:00.000Z
             */
            period_start: string;
            /** @example 12 */
            created: number;
            /** @example 9 */
            resolved: number;
            /**
             * @description Open or in progress at that time. Closing, deleting and reopening count when they happen, and never change a period before.
             * @example 40
             */
            open_at_end: number;
        };
        UserCount: {
            /** @example alice */
            username: string;
            /** @example 7 */
            count: number;
        };
        LabelCount: {
            /** @example bug */
            name: string;
            /** @example 7 */
            count: number;
        };
        RecentIssue: {
            /** @example 7 */
            id: number;
            /** @example Fix login bug */
            title: string;
            /** @example open */
            status: string;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            updated_at: string;
        };
        StatsResponse: {
            /**
             * @example {
             *       "issues": 42
             *     }
             */
            rows: {
                [key: string]: number;
            };
            /**
             * @example {
             *       "open": 30
             *     }
             */
            by_status: {
                [key: string]: number;
            };
            /**
             * @example {
             *       "high": 5
             *     }
             */
            by_priority: {
                [key: string]: number;
            };
            top_assignees: components["schemas"]["UserCount"][];
            top_labels: components["schemas"]["LabelCount"][];
            recent_issues: components["schemas"]["RecentIssue"][];
        };
        CheckResult: {
            /** @example foreign keys */
            name: string;
            /** @example 0 */
            faults: number;
            /**
             * @description At most ten of the rows.
             * @example []
             */
            examples: string[];
        };
        IntegrityResponse: {
            /** @example true */
            healthy: boolean;
            checks: components["schemas"]["CheckResult"][];
        };
        CleaningResponse: {
            /**
             * @description Resolved more than 90 days ago.
             * @example 12
             */
            old_issues: number;
            /**
             * @example [
             *       "wontfix"
             *     ]
             */
            unused_labels: string[];
            /** @example 1048576 */
            bytes: number;
            /**
             * @description Bytes that a vacuum would free.
             * @example 524288
             */
            free_bytes: number;
        };
        RunResponse: {
            /** @example 1 */
            id: number;
            /** @example backup */
            operation: string;
            /**
             * @description The user; null at the console.
             * @example 1
             */
            actor_id: number | null;
            /** @example 3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11 */
            request_id: string;
            /**
             * @example {
             *       "name": "backup-2026-11-23T07-25-48-123Z.db",
             *       "removed": 0
             *     }
             */
            result: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
        };
        ListedBackupResponse: {
            /** @example backup-2026-11-23T07-25-48-123Z.db */
            name: string;
            /** @example 1048576 */
            bytes: number;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string | null;
            /**
             * @description A restore makes one of the state that it replaces; null without a manifest.
             * @example operator
             * @enum {string|null}
             */
            made_by: "operator" | "request" | "restore" | null;
            /**
             * @description Whether the file matches its manifest.
             * @example true
             */
            verified: boolean;
        };
        BackupResponse: {
            /** @example backup-2026-11-23T07-25-48-123Z.db */
            name: string;
            /** @example 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 */
            sha256: string;
            /** @example 1048576 */
            bytes: number;
            /**
             * Format: date-time
             * @example 2026-11-23T07:25:48.123Z
             */
            created_at: string;
            /** @example sqlite */
            dialect: string;
            /**
             * @description The newest migration.
             * @example Baseline1795400000000
             */
            schema_version: string | null;
            /**
             * @example {
             *       "issues": 42
             *     }
             */
            rows: {
                [key: string]: number;
            };
        };
        VacuumResponse: {
            /** @example 1048576 */
            bytes_before: number;
            /** @example 524288 */
            bytes_after: number;
        };
        CleanIssuesRequest: {
            /**
             * @description Removes them and takes that back: says what would change.
             * @default true
             */
            dry_run: boolean;
            /** @default 90 */
            days: number;
        };
        IssuesCleanupResponse: {
            /** @example 12 */
            found: number;
            /** @example 0 */
            removed: number;
            /** @example true */
            dry_run: boolean;
            /** @description Only of a dry run: what would change, the first 1,000. */
            changes?: components["schemas"]["PreviewedChange"][];
            /**
             * @description Only of a dry run: how many more there are.
             * @example 0
             */
            more_changes?: number;
        };
        CleanLabelsRequest: {
            /**
             * @description Removes them and takes that back: says what would change.
             * @default true
             */
            dry_run: boolean;
        };
        PreviewedLabel: {
            /**
             * @description A field of the issue, `labels`, `comments` or `deleted`.
             * @example status
             */
            field: string;
            /**
             * @description Text of more than 1,000 characters is cut.
             * @example open
             */
            from: string | number | boolean | null;
            /**
             * @description Text of more than 1,000 characters is cut.
             * @example resolved
             */
            to: string | number | boolean | null;
            /** @example 3 */
            label_id: number;
        };
        LabelsCleanupResponse: {
            /** @example 12 */
            found: number;
            /** @example 0 */
            removed: number;
            /** @example true */
            dry_run: boolean;
            /** @description Only of a dry run: what would change, the first 1,000. */
            changes?: components["schemas"]["PreviewedLabel"][];
            /**
             * @description Only of a dry run: how many more there are.
             * @example 0
             */
            more_changes?: number;
        };
        HealthResponse: {
            /** @example ok */
            status: string;
        };
        ReplicaResponse: {
            /**
             * @description Whether it is read from
             * @example true
             */
            used: boolean;
            /**
             * @description Seconds behind the primary; null while it does not respond
             * @example 0.25
             */
            lag_seconds: number | null;
        };
        ReadinessResponse: {
            /** @example ok */
            status: string;
            /** @description In the order of `DATABASE_REPLICA_URLS`; absent without it */
            replicas?: components["schemas"]["ReplicaResponse"][];
        };
        LinksResponse: {
            /**
             * @description Charts, for a browser
             * @example /dashboard
             */
            dashboard: string;
            /**
             * @description Swagger UI
             * @example /docs
             */
            docs: string;
            /**
             * @description ReDoc
             * @example /redoc
             */
            redoc: string;
            /**
             * @description OpenAPI 3.1
             * @example /docs-json
             */
            openapi: string;
            /** @example /health */
            health: string;
            /** @example /health/ready */
            ready: string;
            /**
             * @description Prometheus
             * @example /metrics
             */
            metrics: string;
        };
        /**
         * @description What is wrong: docs/errors.md says what each means, and what to do.
         * @enum {string}
         */
        ProblemCode: "BACKUP_DIR_UNUSABLE" | "BACKUP_RUNNING" | "BACKUP_SPACE_SHORT" | "BULK_COUNT_CONFLICT" | "BULK_TOO_LARGE" | "BULK_VERSION_CONFLICT" | "CHANGE_NOT_FOUND" | "CHANGE_TOO_LARGE" | "COMMENT_NOT_FOUND" | "DATABASE_DAMAGED" | "DATABASE_READ_ONLY" | "DATABASE_UNAVAILABLE" | "DRY_RUN_TOO_LARGE" | "DUPLICATE_EXTERNAL_ID" | "DUPLICATE_LABEL" | "DUPLICATE_USER" | "EVENT_NOT_FOUND" | "EXPECTATION_FAILED" | "FORBIDDEN" | "FOREIGN_AUTHOR" | "FOREIGN_USER" | "HEADERS_TOO_LARGE" | "IDEMPOTENCY_KEY_IN_FLIGHT" | "IDEMPOTENCY_KEY_REUSED" | "INSUFFICIENT_SCOPE" | "INTERNAL_ERROR" | "INVALID_CSV" | "INVALID_TOKEN" | "ISSUE_LABEL_NOT_FOUND" | "ISSUE_NOT_FOUND" | "LABEL_NOT_FOUND" | "LAST_ADMIN" | "MALFORMED_BODY" | "MALFORMED_REQUEST" | "MALFORMED_URL" | "METHOD_NOT_ALLOWED" | "MIGRATIONS_PENDING" | "MISDIRECTED_REQUEST" | "PAYLOAD_TOO_LARGE" | "POSTGRESQL_TOOLS" | "PRECONDITION_FAILED" | "PURGE_TOO_LARGE" | "RANGE_NOT_SATISFIABLE" | "RATE_LIMITED" | "REFUSED" | "REQUEST_TIMEOUT" | "REVERT_CONFLICT" | "ROUTE_NOT_FOUND" | "TOKEN_REQUIRED" | "TOO_BUSY" | "TOO_SLOW" | "UNKNOWN_ISSUES" | "UNKNOWN_USER" | "UNSUPPORTED_MEDIA_TYPE" | "UPLOAD_NOT_STORED" | "URI_TOO_LONG" | "USER_NOT_FOUND" | "VALIDATION_FAILED" | "VERSION_CONFLICT";
        FieldFaultResponse: {
            /**
             * @description RFC 6901, into the body
             * @example /title
             */
            pointer?: string;
            /**
             * @description in the query or path
             * @example page_size
             */
            parameter?: string;
            /** @example characters */
            code: string;
            /** @example must not be blank */
            detail: string;
        };
        ProblemResponse: {
            /** @example urn:issue-tracker:problem:validation-failed */
            type: string;
            /** @example Validation failed */
            title: string;
            /** @example 422 */
            status: number;
            /** @example /title: must not be blank */
            detail: string;
            /**
             * @description What is wrong: docs/errors.md says what each means, and what to do.
             * @example VALIDATION_FAILED
             */
            code: components["schemas"]["ProblemCode"];
            /** @example /issues */
            instance: string;
            /** @example 3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11 */
            request_id: string;
            /** @description The invalid fields. */
            errors?: components["schemas"]["FieldFaultResponse"][];
            /**
             * @description With a version conflict.
             * @example 4
             */
            current_version?: number;
            /**
             * @description Fields that were changed since the version of the request.
             * @example [
             *       "title"
             *     ]
             */
            changed_fields?: string[];
            /**
             * @description Ids of a bulk request that do not exist.
             * @example [
             *       41,
             *       42
             *     ]
             */
            missing_ids?: number[];
            /**
             * @description Issues of a bulk request that are at another version, or what has changed since a change that is to be reverted.
             * @example [
             *       {
             *         "id": 7,
             *         "expected_version": 3,
             *         "current_version": 4
             *       }
             *     ]
             */
            conflicts?: (components["schemas"]["VersionConflictResponse"] | components["schemas"]["RevertConflict"])[];
            /**
             * @description Conflicts of a revert that are not listed.
             * @example 0
             */
            more_conflicts?: number;
            /**
             * @description The number of issues that a bulk request expected its filter to find.
             * @example 3
             */
            expected_count?: number;
            /**
             * @description The number of issues that the filter of a bulk request finds.
             * @example 4
             */
            current_count?: number;
            /**
             * @description The scope that the token needs.
             * @example admin
             */
            required_scope?: string;
            /**
             * @description Rows read before an import failed.
             * @example 1500
             */
            total_rows?: number;
            /**
             * @description Rows stored before an import failed.
             * @example 1498
             */
            successful?: number;
        };
        VersionConflictResponse: {
            /** @example 7 */
            id: number;
            /** @example 3 */
            expected_version: number;
            /** @example 4 */
            current_version: number;
        };
    };
    responses: {
        /** @description Malformed, or names something that does not exist */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:malformed-body",
                 *       "title": "Malformed body",
                 *       "status": 400,
                 *       "detail": "The body is not valid JSON.",
                 *       "code": "MALFORMED_BODY",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description No valid token */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:invalid-token",
                 *       "title": "Invalid token",
                 *       "status": 401,
                 *       "detail": "The token is unknown, expired or revoked.",
                 *       "code": "INVALID_TOKEN",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description A token without the scope */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:insufficient-scope",
                 *       "title": "Insufficient scope",
                 *       "status": 403,
                 *       "detail": "This needs a token with the scope write.",
                 *       "code": "INSUFFICIENT_SCOPE",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11",
                 *       "required_scope": "write"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description Not found */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:issue-not-found",
                 *       "title": "Issue not found",
                 *       "status": 404,
                 *       "detail": "There is no issue 7.",
                 *       "code": "ISSUE_NOT_FOUND",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description The request arrived too slowly */
        RequestTimeout: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:request-timeout",
                 *       "title": "Request timeout",
                 *       "status": 408,
                 *       "detail": "The body took too long.",
                 *       "code": "REQUEST_TIMEOUT",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description Conflicts with the stored state */
        Conflict: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:version-conflict",
                 *       "title": "Version conflict",
                 *       "status": 409,
                 *       "detail": "Issue 7 is at version 4, not 3.",
                 *       "code": "VERSION_CONFLICT",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11",
                 *       "current_version": 4,
                 *       "changed_fields": [
                 *         "title"
                 *       ],
                 *       "errors": [
                 *         {
                 *           "pointer": "/version",
                 *           "code": "stale",
                 *           "detail": "Read the issue again; its version is 4."
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description If-Match does not name the current version, or If-None-Match does */
        PreconditionFailed: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:precondition-failed",
                 *       "title": "Precondition failed",
                 *       "status": 412,
                 *       "detail": "Issue 7 is at version 4, which If-Match does not name.",
                 *       "code": "PRECONDITION_FAILED",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11",
                 *       "current_version": 4,
                 *       "changed_fields": [
                 *         "title"
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description Too large */
        PayloadTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:payload-too-large",
                 *       "title": "Payload too large",
                 *       "status": 413,
                 *       "detail": "The body has more than 1048576 bytes, which is BODY_LIMIT.",
                 *       "code": "PAYLOAD_TOO_LARGE",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description The path and the query are too long */
        URITooLong: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:uri-too-long",
                 *       "title": "Uri too long",
                 *       "status": 414,
                 *       "detail": "The URL is longer than URL_LIMIT.",
                 *       "code": "URI_TOO_LONG",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description Not the content type that is expected */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Accept-Encoding"?: string;
                "Accept-Patch"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:unsupported-media-type",
                 *       "title": "Unsupported media type",
                 *       "status": 415,
                 *       "detail": "Send the body as application/json, not text/plain.",
                 *       "code": "UNSUPPORTED_MEDIA_TYPE",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description Without tokens, a Host that is neither loopback nor in ALLOWED_HOSTS */
        MisdirectedRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:misdirected-request",
                 *       "title": "Misdirected request",
                 *       "status": 421,
                 *       "detail": "The host of the request is neither loopback nor in ALLOWED_HOSTS.",
                 *       "code": "MISDIRECTED_REQUEST",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description A field or a parameter is missing, unknown, malformed or out of range */
        UnprocessableEntity: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:validation-failed",
                 *       "title": "Validation failed",
                 *       "status": 422,
                 *       "detail": "/title: must not be blank",
                 *       "code": "VALIDATION_FAILED",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11",
                 *       "errors": [
                 *         {
                 *           "pointer": "/title",
                 *           "code": "characters",
                 *           "detail": "must not be blank"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description Too many requests; see Retry-After */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit?: string;
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:rate-limited",
                 *       "title": "Rate limited",
                 *       "status": 429,
                 *       "detail": "At most 600 requests a minute; try later.",
                 *       "code": "RATE_LIMITED",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description The headers are too long */
        RequestHeaderFieldsTooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:headers-too-large",
                 *       "title": "Headers too large",
                 *       "status": 431,
                 *       "detail": "The headers are larger than HEADER_LIMIT.",
                 *       "code": "HEADERS_TOO_LARGE",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description An error of the server */
        InternalServerError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:internal-error",
                 *       "title": "Internal error",
                 *       "status": 500,
                 *       "detail": "An unexpected error. The server log has the cause under the request id.",
                 *       "code": "INTERNAL_ERROR",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
        /** @description The database is unreachable or busy; see Retry-After */
        ServiceUnavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                "Referrer-Policy": components["headers"]["Referrer-Policy"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                "X-Download-Options": components["headers"]["X-Download-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                "Cache-Control": components["headers"]["Cache-Control"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:issue-tracker:problem:database-unavailable",
                 *       "title": "Database unavailable",
                 *       "status": 503,
                 *       "detail": "The database does not respond; try again.",
                 *       "code": "DATABASE_UNAVAILABLE",
                 *       "instance": "/issues/7",
                 *       "request_id": "3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11"
                 *     }
                 */
                "application/problem+json": components["schemas"]["ProblemResponse"];
            };
        };
    };
    parameters: {
        /**
         * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
         * @example import-2026-11-23.1
         */
        "X-Request-Id": string;
        /**
         * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
         * @example 00000000016B3748
         */
        "X-Consistency-Token": string;
    };
    requestBodies: never;
    headers: {
        /** @description That of the request, or a new one; the log and the history have it too. */
        "X-Request-Id": string;
        /** @description For browsers. */
        "Content-Security-Policy": string;
        /** @description For browsers. */
        "Cross-Origin-Opener-Policy": string;
        /** @description For browsers. */
        "Cross-Origin-Resource-Policy": string;
        /** @description For browsers. */
        "Origin-Agent-Cluster": string;
        /** @description For browsers. */
        "Referrer-Policy": string;
        /** @description For browsers. */
        "X-Content-Type-Options": string;
        /** @description For browsers. */
        "X-DNS-Prefetch-Control": string;
        /** @description For browsers. */
        "X-Download-Options": string;
        /** @description For browsers. */
        "X-Frame-Options": string;
        /** @description For browsers. */
        "X-Permitted-Cross-Domain-Policies": string;
        /** @description For browsers. */
        "X-XSS-Protection": string;
        /** @description Nothing is stored; what has an `ETag` only by the client, which asks each time. */
        "Cache-Control": string;
        /** @description Requests to this host that are left, and seconds until there are all of them again. */
        RateLimit: string;
        /** @description Requests in a window of seconds; each host counts by itself. */
        "RateLimit-Policy": string;
        /** @description The change that the request has made; absent when it has changed no issue. */
        "Change-Id": string;
        /** @description Of a server with replicas: a read that sends it includes this write. */
        "X-Consistency-Token": string;
        /** @description The response is the stored one of the first request. */
        "Idempotency-Replayed": string;
        /** @description The body is compressed; the `ETag` then ends with `-gzip`. */
        "Content-Encoding": string;
        /** @description Request headers that the response depends on, for caches. */
        Vary: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listUsers: {
        parameters: {
            query?: {
                /** @description Entries on a page, at most: one of long texts ends earlier, at about 1 MB. */
                page_size?: number;
                /** @description That of `rel="next"` in the `Link` header of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description The next page, when there is one (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Where the new resource is, or the list that has it; under `PUBLIC_URL` */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserRequest"];
                "application/merge-patch+json": components["schemas"]["UpdateUserRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listLabels: {
        parameters: {
            query?: {
                /** @description Entries on a page, at most: one of long texts ends earlier, at about 1 MB. */
                page_size?: number;
                /** @description That of `rel="next"` in the `Link` header of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description The next page, when there is one (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedLabelResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createLabel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateLabelRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Where the new resource is, or the list that has it; under `PUBLIC_URL` */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedLabelResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLabel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedLabelResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteLabel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateLabel: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateLabelRequest"];
                "application/merge-patch+json": components["schemas"]["UpdateLabelRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CountedLabelResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    importIssues: {
        parameters: {
            query?: {
                /** @description Stores all rows and takes them back: says what would change. */
                dry_run?: boolean;
                /** @description Stores all rows, or none when one is invalid; other writers wait until the import ends. */
                atomic?: boolean;
                /** @description What is done with a row whose external id an issue has already: an error of the row, nothing, or an update with the cells that are not blank. */
                on_existing?: components["schemas"]["OnExisting"];
                /** @description The tool that has exported the file. Without it, the file has our own columns. */
                format?: components["schemas"]["ImportFormat"];
            };
            header?: {
                /** @description Chosen by the client, valid for 24 hours: the same request again returns the response of the first (with `Idempotency-Replayed: true`), and changes nothing. */
                "Idempotency-Key"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * @description Named *.csv
                     * @example title,status,priority,assignee_id
                     *     Fix login bug,open,high,1
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    exportIssues: {
        parameters: {
            query?: {
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
                /** @description The deleted issues instead of the others; `POST /issues/{id}/restore` brings one back. */
                deleted?: boolean;
                /** @description Of the fields `id`, `created_at`, `updated_at`, `resolved_at`, `priority`, `status`: comma-separated, `-` for descending; nulls come last, ties go by id. */
                sort?: string;
                /** @description Only these columns. Repeated or comma-separated. */
                fields?: ("id" | "title" | "description" | "status" | "priority" | "assignee_id" | "labels" | "created_at" | "resolved_at" | "external_source" | "external_id")[];
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line for each issue */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example id,title,description,… */
                    "text/csv": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getIssueByExternalId: {
        parameters: {
            query?: {
                /** @description Only these members, in the order of the schema, which describes a response with all of them. Repeated or comma-separated. */
                fields?: ("id" | "title" | "description" | "status" | "priority" | "version" | "assignee_id" | "assignee" | "labels" | "comments_count" | "created_at" | "updated_at" | "resolved_at" | "external_id" | "comments")[];
            };
            header?: {
                /** @description Refuses the read unless the version is one of these (412). */
                "If-Match"?: string;
                /** @description The ETag of the copy that the client has; 304 while it is current. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                source: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueDetailResponse"];
                };
            };
            /** @description The copy of the client is current */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /** @description That of the copy */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createOrUpdateIssue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, strong or weak; only its version part is compared. Or several, or `*`. */
                "If-Match"?: string;
                /** @description Refuses the change while the version is one of these (412), or at all with `*`. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                source: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExternalIssueRequest"];
            };
        };
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            /** @description The new issue */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    /** @description Where the issue is, under `PUBLIC_URL` */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listIssues: {
        parameters: {
            query?: {
                /** @description Counted from 1. */
                page?: number;
                /** @description Items on a page, at most: one of about 1 MB ends earlier, and `next_cursor` and the link `next` lead to the item after it. Pages by number begin where they would otherwise. */
                page_size?: number;
                /** @description The `next_cursor` of the page before, instead of `page`. */
                cursor?: string;
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
                /** @description The deleted issues instead of the others; `POST /issues/{id}/restore` brings one back. */
                deleted?: boolean;
                /** @description Of the fields `id`, `created_at`, `updated_at`, `resolved_at`, `priority`, `status`: comma-separated, `-` for descending; nulls come last, ties go by id. */
                sort?: string;
                /** @description Only these members, in the order of the schema, which describes a response with all of them. Repeated or comma-separated. */
                fields?: ("id" | "title" | "description" | "status" | "priority" | "version" | "assignee_id" | "assignee" | "labels" | "comments_count" | "created_at" | "updated_at" | "resolved_at" | "external_id")[];
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description With `updated_after`, or sorted by `updated_at`: the next `updated_after` that misses nothing. Whatever was committed after this page was read has a later `updated_at`; that of the greatest issue seen can be too late, because a transaction takes its time before it is committed. Of several pages, take that of the first. Some issues come twice: compare their `version`. */
                    "X-Changes-Watermark"?: string;
                    /** @description first, prev, next and last page; next alone with a cursor (RFC 8288). After a page that has fewer items because of its size, next is by cursor. With a very long query only as many as fit in 6 kB. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuePageResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createIssue: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, valid for 24 hours: the same request again returns the response of the first (with `Idempotency-Replayed: true`), and changes nothing. */
                "Idempotency-Key"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateIssueRequest"];
            };
        };
        responses: {
            /** @description The new issue */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    /** @description Where the issue is, under `PUBLIC_URL` */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    setStatusOfIssues: {
        parameters: {
            query?: {
                /** @description Runs the whole change and takes it back: says what would change. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Chosen by the client, valid for 24 hours: the same request again returns the response of the first (with `Idempotency-Replayed: true`), and changes nothing. */
                "Idempotency-Key"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkStatusRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkStatusResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getIssue: {
        parameters: {
            query?: {
                /** @description Only these members, in the order of the schema, which describes a response with all of them. Repeated or comma-separated. */
                fields?: ("id" | "title" | "description" | "status" | "priority" | "version" | "assignee_id" | "assignee" | "labels" | "comments_count" | "created_at" | "updated_at" | "resolved_at" | "external_id" | "comments")[];
            };
            header?: {
                /** @description Refuses the read unless the version is one of these (412). */
                "If-Match"?: string;
                /** @description The ETag of the copy that the client has; 304 while it is current. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueDetailResponse"];
                };
            };
            /** @description The copy of the client is current */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /** @description That of the copy */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteIssue: {
        parameters: {
            query?: {
                /** @description The version to delete. */
                version?: number;
            };
            header?: {
                /** @description The ETag that the change was made from, strong or weak; only its version part is compared. Or several, or `*`. */
                "If-Match"?: string;
                /** @description Refuses the change while the version is one of these (412), or at all with `*`. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hidden everywhere from now on */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateIssue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, strong or weak; only its version part is compared. Or several, or `*`. */
                "If-Match"?: string;
                /** @description Refuses the change while the version is one of these (412), or at all with `*`. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateIssueRequest"];
                "application/merge-patch+json": components["schemas"]["UpdateIssueRequest"];
            };
        };
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    restoreIssue: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listTimeline: {
        parameters: {
            query?: {
                /** @description Entries on a page, at most: one of long texts ends earlier, at about 1 MB. */
                page_size?: number;
                /** @description That of `rel="next"` in the `Link` header of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description The next page, when there is one (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": (components["schemas"]["CreatedEntry"] | components["schemas"]["UpdatedEntry"] | components["schemas"]["StatusChangedEntry"] | components["schemas"]["AssignedEntry"] | components["schemas"]["LabelAddedEntry"] | components["schemas"]["LabelRemovedEntry"] | components["schemas"]["CommentAddedEntry"] | components["schemas"]["CommentEditedEntry"] | components["schemas"]["CommentDeletedEntry"] | components["schemas"]["DeletedEntry"] | components["schemas"]["RestoredEntry"])[];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getTimelineEntry: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                event_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedEntry"] | components["schemas"]["UpdatedEntry"] | components["schemas"]["StatusChangedEntry"] | components["schemas"]["AssignedEntry"] | components["schemas"]["LabelAddedEntry"] | components["schemas"]["LabelRemovedEntry"] | components["schemas"]["CommentAddedEntry"] | components["schemas"]["CommentEditedEntry"] | components["schemas"]["CommentDeletedEntry"] | components["schemas"]["DeletedEntry"] | components["schemas"]["RestoredEntry"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    replaceLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, strong or weak; only its version part is compared. Or several, or `*`. */
                "If-Match"?: string;
                /** @description Refuses the change while the version is one of these (412), or at all with `*`. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplaceLabelsRequest"];
            };
        };
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    addLabels: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from, strong or weak; only its version part is compared. Or several, or `*`. */
                "If-Match"?: string;
                /** @description Refuses the change while the version is one of these (412), or at all with `*`. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddLabelsRequest"];
            };
        };
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    removeLabel: {
        parameters: {
            query?: {
                /** @description The expected version; 409 when it differs. */
                version?: number;
            };
            header?: {
                /** @description The ETag that the change was made from, strong or weak; only its version part is compared. Or several, or `*`. */
                "If-Match"?: string;
                /** @description Refuses the change while the version is one of these (412), or at all with `*`. */
                "If-None-Match"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The issue as it is now */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Version and hash of what a GET of the issue shows */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssueResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description Counted from 1. */
                page?: number;
                /** @description Items on a page, at most: one of about 1 MB ends earlier, and `next_cursor` and the link `next` lead to the item after it. Pages by number begin where they would otherwise. */
                page_size?: number;
                /** @description The `next_cursor` of the page before, instead of `page`. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description first, prev, next and last page; next alone with a cursor (RFC 8288). After a page that has fewer items because of its size, next is by cursor. With a very long query only as many as fit in 6 kB. */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentPageResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Chosen by the client, valid for 24 hours: the same request again returns the response of the first (with `Idempotency-Replayed: true`), and changes nothing. */
                "Idempotency-Key"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /** @example 1 */
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateCommentRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    /** @description Where the new resource is, or the list that has it; under `PUBLIC_URL` */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    deleteComment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                comment_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    updateComment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                id: number;
                /** @example 1 */
                comment_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateCommentRequest"];
                "application/merge-patch+json": components["schemas"]["UpdateCommentRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommentResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    changeIssues: {
        parameters: {
            query?: {
                /** @description Runs the whole change and takes it back: says what would change. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Chosen by the client, valid for 24 hours: the same request again returns the response of the first (with `Idempotency-Replayed: true`), and changes nothing. */
                "Idempotency-Key"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listChanges: {
        parameters: {
            query?: {
                kind?: components["schemas"]["ChangeKind"];
                /** @description The user who made it. */
                actor_id?: number;
                /** @description An issue that it changed. */
                issue_id?: number;
                /** @description Changes made at or after this. */
                since?: string;
                /** @description Changes made before this. */
                until?: string;
                /** @description Entries on a page, at most: one of long texts ends earlier, at about 1 MB. */
                page_size?: number;
                /** @description That of `rel="next"` in the `Link` header of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description The next page, when there is one (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getChange: {
        parameters: {
            query?: {
                /** @description Entries on a page, at most: one of long texts ends earlier, at about 1 MB. */
                page_size?: number;
                /** @description That of `rel="next"` in the `Link` header of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path: {
                /** @example 1 */
                change_id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description The next page, when there is one (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetailResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    revertChange: {
        parameters: {
            query?: {
                /** @description Runs the whole change and takes it back: says what would change. */
                dry_run?: boolean;
            };
            header?: {
                /** @description Chosen by the client, valid for 24 hours: the same request again returns the response of the first (with `Idempotency-Replayed: true`), and changes nothing. */
                "Idempotency-Key"?: string;
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
            };
            path: {
                /** @example 1 */
                change_id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevertRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevertResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportTopAssignees: {
        parameters: {
            query?: {
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
                /** @description Issues resolved at or after this. */
                since?: string;
                /** @description Issues resolved before this. */
                until?: string;
                limit?: number;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopAssigneeResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportLatency: {
        parameters: {
            query?: {
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
                /** @description Issues resolved at or after this. */
                since?: string;
                /** @description Issues resolved before this. */
                until?: string;
                /** @description Entries on a page, at most: one of long texts ends earlier, at about 1 MB. */
                page_size?: number;
                /** @description That of `rel="next"` in the `Link` header of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    /** @description The next page, when there is one (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LatencyResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportSummary: {
        parameters: {
            query?: {
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SummaryResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportOpenByAge: {
        parameters: {
            query?: {
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAgeResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportTopLabels: {
        parameters: {
            query?: {
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
                /** @description Issues created at or after this. */
                since?: string;
                /** @description Issues created before this. */
                until?: string;
                limit?: number;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopLabelResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    reportThroughput: {
        parameters: {
            query?: {
                /** @description One of these. Repeated or comma-separated. */
                status?: components["schemas"]["IssueStatus"][];
                /** @description None of these. Repeated or comma-separated. */
                status_not?: components["schemas"]["IssueStatus"][];
                /** @description One of these. Repeated or comma-separated. */
                priority?: components["schemas"]["IssuePriority"][];
                /** @description None of these. Repeated or comma-separated. */
                priority_not?: components["schemas"]["IssuePriority"][];
                /** @description The issue is assigned to one of these: ids, or `none`. Repeated or comma-separated. */
                assignee_id?: string[];
                /** @description The issue is assigned to one of these. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee?: string[];
                /** @description The issue is assigned to none of these; it may be unassigned. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                assignee_not?: string[];
                /** @description The issue was created or imported by one of these, by their tokens. Usernames, regardless of case, or ids; `me` is the user of the token, `none` is nobody. Repeated for several. */
                created_by?: string[];
                /** @description The issue has all of these. Names of labels, regardless of case; repeated for several. */
                label?: string[];
                /** @description The issue has at least one of these. Names of labels, regardless of case; repeated for several. */
                label_any?: string[];
                /** @description The issue has none of these. Names of labels, regardless of case; repeated for several. */
                label_not?: string[];
                /** @description The issue comes from this tracker, whatever its id there. */
                external_source?: string;
                /** @description The issue has this id in another tracker: with `external_source`, the only one. */
                external_id?: string;
                /** @description Words in title, description or comments, in any order; `"a phrase"`; `-word` to exclude; at most 50 words. Without `sort`, matches in titles come first, then in descriptions, then in comments; equal ones newest first. */
                q?: string;
                /** @description Issues created after this. */
                created_after?: string;
                /** @description Issues created before this. */
                created_before?: string;
                /** @description Issues changed after this; for polling, `X-Changes-Watermark` of the response before. */
                updated_after?: string;
                /** @description Issues changed before this. */
                updated_before?: string;
                /** @description Issues resolved after this. */
                resolved_after?: string;
                /** @description Issues resolved before this. */
                resolved_before?: string;
                interval?: components["schemas"]["Interval"];
                /** @description Start, rounded down to its period; by default the first event. */
                since?: string;
                /** @description End (exclusive), rounded up to its period; by default now. */
                until?: string;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ThroughputResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getStats: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatsResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    checkIntegrity: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrityResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getCleanupSummary: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CleaningResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listRuns: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    listBackups: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedBackupResponse"][];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    createBackup: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    /** @description Where the new resource is, or the list that has it; under `PUBLIC_URL` */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    vacuum: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VacuumResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    purgeOldIssues: {
        parameters: {
            query?: {
                /** @description Decides instead of that of the body. */
                dry_run?: boolean;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CleanIssuesRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuesCleanupResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    removeUnusedLabels: {
        parameters: {
            query?: {
                /** @description Decides instead of that of the body. */
                dry_run?: boolean;
            };
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CleanLabelsRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Change-Id": components["headers"]["Change-Id"];
                    "X-Consistency-Token": components["headers"]["X-Consistency-Token"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LabelsCleanupResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            408: components["responses"]["RequestTimeout"];
            413: components["responses"]["PayloadTooLarge"];
            414: components["responses"]["URITooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    checkLiveness: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    checkReadiness: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadinessResponse"];
                };
            };
            400: components["responses"]["BadRequest"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getLinks: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Encoding": components["headers"]["Content-Encoding"];
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinksResponse"];
                    /** @example <!DOCTYPE html>… */
                    "text/html": string;
                };
            };
            400: components["responses"]["BadRequest"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Identifies the request in the response, the log and the history, if it consists of 1 to 128 of `A-Z a-z 0-9 . _ -`; another one is replaced, as if there were none.
                 * @example import-2026-11-23.1
                 */
                "X-Request-Id"?: components["parameters"]["X-Request-Id"];
                /**
                 * @description That of a response to a write: what is read includes it, also on another host, and if another caller wrote it. One’s own writes through the same host are included without it.
                 * @example 00000000016B3748
                 */
                "X-Consistency-Token"?: components["parameters"]["X-Consistency-Token"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Cross-Origin-Opener-Policy": components["headers"]["Cross-Origin-Opener-Policy"];
                    "Cross-Origin-Resource-Policy": components["headers"]["Cross-Origin-Resource-Policy"];
                    "Origin-Agent-Cluster": components["headers"]["Origin-Agent-Cluster"];
                    "Referrer-Policy": components["headers"]["Referrer-Policy"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-DNS-Prefetch-Control": components["headers"]["X-DNS-Prefetch-Control"];
                    "X-Download-Options": components["headers"]["X-Download-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "X-Permitted-Cross-Domain-Policies": components["headers"]["X-Permitted-Cross-Domain-Policies"];
                    "X-XSS-Protection": components["headers"]["X-XSS-Protection"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # TYPE db_writes_total counter
                     *     db_writes_total 42
                     */
                    "text/plain": string;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            414: components["responses"]["URITooLong"];
            421: components["responses"]["MisdirectedRequest"];
            422: components["responses"]["UnprocessableEntity"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["RequestHeaderFieldsTooLarge"];
            500: components["responses"]["InternalServerError"];
            503: components["responses"]["ServiceUnavailable"];
        };
    };
}
