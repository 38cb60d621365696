"""The `portal` command."""

import logging
import sys
import time

import click

from .content.fingerprint import current_link, is_current
from .content.problems import SeedError
from .settings import SettingError, Settings


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """检查和发布门户的种子内容。所用的文件夹由 PORTAL_SEED 和 PORTAL_STATE 决定。"""
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    try:
        context.obj = Settings.read()
    except SettingError as error:
        raise click.ClickException(str(error)) from error


@main.command()
@click.pass_obj
def check(settings: Settings) -> None:
    """检查种子，列出所有错误；有错误时以 1 退出。"""
    from .content import publishing

    try:
        seed = publishing.check(settings.seed)
    except (SeedError, publishing.PublishError, OSError) as error:
        click.echo(error, err=True)
        sys.exit(1)
    click.echo(
        f"没有错误：{len(seed.products)} 个产品，{len(seed.solutions)} 个解决方案，{len(seed.documents)} 篇文档，"
        f"{len(seed.activities)} 个活动，{len(seed.pages)} 个栏目页"
    )


@main.command()
@click.pass_obj
def publish(settings: Settings) -> None:
    """把种子发布成当前的发布版；没有改动时什么也不做。"""
    if is_current(settings.seed, settings.state):
        click.echo(f"当前发布版：{current_link(settings.state).resolve()}（没有改动）")
        return
    # What a publish needs takes as long to load as the whole site takes to start.
    from .content import publishing

    started = time.perf_counter()
    try:
        release = publishing.publish(settings.seed, settings.state)
    except (SeedError, publishing.PublishError, OSError) as error:
        click.echo(error, err=True)
        sys.exit(1)
    click.echo(f"当前发布版：{release}（{time.perf_counter() - started:.1f} 秒）")
