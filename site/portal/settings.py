"""Every setting of the portal, once: its variable, default and meaning."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


class SettingError(ValueError):
    """Settings that cannot be used; the message names each variable and what it may be."""


def _folder(text: str) -> Path:
    if not text.strip() or "\0" in text:
        raise ValueError("一个文件夹的路径")
    try:
        return Path(text).expanduser().resolve()
    except RuntimeError as error:
        raise ValueError("一个文件夹的路径") from error


def _switch(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError("0 或 1")
    return text == "1"


def _between(low: int, high: int) -> Any:
    def read(text: str) -> int:
        digits = text.strip()
        if not digits.isascii() or not digits.isdigit() or len(digits) > 9 or not low <= int(digits) <= high:
            raise ValueError(f"{low} 到 {high} 之间的整数")
        return int(digits)

    return read


def _setting(variable: str, default: str, read: Any, meaning: str) -> Any:
    return field(metadata={"variable": variable, "default": default, "read": read, "meaning": meaning})


@dataclass(frozen=True)
class Settings:
    """The settings in force; `meaning` in each field's metadata is what `docs/operating.md` says of it."""

    seed: Path = _setting("PORTAL_SEED", str(ROOT / "seed"), _folder, "种子内容所在的文件夹")
    state: Path = _setting("PORTAL_STATE", str(ROOT / "var"), _folder, "发布版和其他写入内容所在的文件夹")
    port: int = _setting("PORTAL_PORT", "8000", _between(1, 65535), "gunicorn 监听的端口")
    workers: int = _setting("PORTAL_WORKERS", "2", _between(1, 64), "gunicorn 的进程数")
    threads: int = _setting("PORTAL_THREADS", "4", _between(1, 64), "每个进程的线程数")
    cache_pages: int = _setting("PORTAL_CACHE_PAGES", "1000", _between(0, 1_000_000),
                                "每个进程最多缓存多少个响应;0 表示不缓存")
    debug: bool = _setting("PORTAL_DEBUG", "0", _switch, "1:每次请求前检查种子、模板和代码的改动，供开发使用")

    @classmethod
    def read(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """The settings that the environment gives, defaults filled in.

        Raises SettingError naming every variable that cannot be used, an unknown `PORTAL_*` included.
        """
        given = os.environ if environment is None else environment
        known = {each.metadata["variable"]: each for each in fields(cls)}
        problems = [
            f"{name} 不是本站的设置；可用的有：{'、'.join(known)}"
            for name in sorted(given) if name.startswith("PORTAL_") and name not in known
        ]
        values = {}
        for variable, each in known.items():
            text = given.get(variable, each.metadata["default"])
            try:
                values[each.name] = each.metadata["read"](text)
            except ValueError as wanted:
                problems.append(f"{variable}={text!r} 不能用；应是{wanted}({each.metadata['meaning']})")
        if problems:
            raise SettingError("\n".join(problems))
        return cls(**values)
