"""The plant in three dimensions, made from its description and drawings alone."""

from twin_ops.scene.assemble import Scene, scene_of

__all__ = ["Scene", "scene_of"]
