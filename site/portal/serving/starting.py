"""Having something to serve: the publish at start-up and, while developing, after every change."""

from ..settings import Settings


class NothingToServe(RuntimeError):
    """The seed cannot be published and there is no earlier release; the message says what to mend."""


def publish_if_changed(settings: Settings) -> None:
    """Publish the seed unless the current release is of it as it stands.

    Of several workers that start at once one publishes and the others wait. A broken seed is logged and the
    release before it stays; raises NothingToServe when there is none.
    """
    # The publishing side is half of the start-up time and of no use to a worker that finds its release ready.
    from ..content import fingerprint

    if fingerprint.is_current(settings.seed, settings.state):
        return
    from ..content import publishing

    try:
        publishing.publish_or_keep(settings.seed, settings.state)
    except (publishing.PublishError, publishing.SeedError, OSError) as error:
        raise NothingToServe(f"没有发布版可用，种子也不能发布。{error}") from error
